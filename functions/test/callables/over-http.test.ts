import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import '../support/calls/callables.ts';
import { openAccount } from '../../src/index.ts';

/** The function as Cloud Functions serves it, with the SDK's own reading of the request. */
const server = express()
  .use(express.json({ limit: '20mb' }))
  .use(openAccount as never)
  .listen(0, '127.0.0.1');
beforeAll(async () => {
  if (!server.listening) await once(server, 'listening');
});
afterAll(() => void server.close());

const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;

test.each([
  ['nested 50,000 deep', `{"data":{"a":${deep}}}`],
  ['with a number in the form of the SDK that is none', numberOf('x')],
  ['with a form of the SDK that it does not know', '{"data":{"@type":"constructor"}}'],
  ['with a key of every object', '{"data":{"__proto__":{"role":"owner"}}}'],
])('a call %s gets a typed error, never an internal one', async (_, body) => {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const { error } = (await response.json()) as { error: { status: string; details: { code: string } } };
  expect([response.status, error.status, error.details.code]).toEqual([
    401,
    'UNAUTHENTICATED',
    'unauthenticated',
  ]);
});

function numberOf(value: string): string {
  return JSON.stringify({
    data: { a: { '@type': 'type.googleapis.com/google.protobuf.Int64Value', value } },
  });
}
