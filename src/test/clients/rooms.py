"""The client of a chat with rooms, on the library `websockets`: rooms.py ADDRESS TOKEN ROOM

It prints each message that it gets, a line each. Each line of its input is sent as it is; it ends with its input.
"""

import asyncio
import sys

import websockets


async def main(address, token, room):
    headers = {"Authorization": f"Bearer {token}"}
    async with websockets.connect(f"{address}/ws?rooms={room}", extra_headers=headers) as ws:

        async def hear():
            async for message in ws:
                print(message, flush=True)

        hearing = asyncio.create_task(hear())
        while line := await asyncio.to_thread(sys.stdin.readline):
            await ws.send(line.strip())
        hearing.cancel()


asyncio.run(main(*sys.argv[1:]))
