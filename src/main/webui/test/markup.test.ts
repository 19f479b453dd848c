import { expect, test } from 'vitest'
import { withoutMarkup } from '../src/markup'

test.each([
  ['<code>/announce <i>&lt;message&gt;</i></code>', '/announce <message>'],
  ['Priya13: <strong>Priya13:</strong> hiiii', 'Priya13: Priya13: hiiii'],
  ['<font color="#ff0000" size=20>red</font><br/>and', 'redand'],
  ['<a href="https://example.org">there</a>', 'there'],
  ['<hk>jump</hk> <icon name=dice></icon><itemstack type="item">x</itemstack>', 'jump x'],
  ['<Priya13> hello', '<Priya13> hello'],
  ['List<String> & <int>', 'List<String> & <int>'],
  ['a < b and b > a', 'a < b and b > a'],
  ['&amp;lt; &unknown; &#60; &', '&lt; &unknown; &#60; &'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['<i unclosed', '<i unclosed'],
  ['plain', 'plain'],
])('%s reads %s', (text, expected) => {
  expect(withoutMarkup(text)).toBe(expected)
})

test('a long text that looks like tags takes no time', () => {
  const text = '<i '.repeat(100_000)

  expect(withoutMarkup(text)).toBe(text)
})
