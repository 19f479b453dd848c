/**
 * The address of an interface. It lies beside the page, so that both work below whatever path a proxy serves them at. A name
 * and a password in the page's own address stay out: a browser refuses to fetch such an address.
 */
export function interfaceAddress(path: string): URL {
  return new URL(`api/v1alpha1${path}`, location.origin + location.pathname)
}

/** The path of this page, such as `/` or `/vs/`. */
export function pagePath(): string {
  return new URL('.', document.baseURI).pathname
}
