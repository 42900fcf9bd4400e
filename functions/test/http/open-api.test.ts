import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paymentCallables } from '../../src/contract/callables/payment-callables.ts';
import { type CallableName, callables, MICROS_PER_CREDIT } from '../../src/contract/index.ts';
import { notificationCallables } from '../../src/contract/notifications/notification-callables.ts';
import { privacyCallables } from '../../src/contract/privacy/privacy-callables.ts';
import { describeApi } from '../../src/http/open-api.ts';
import { createRoutes } from '../../src/http/routes.ts';
import { newRequestId, openAccount } from '../support/accounts.ts';
import { ask, type Served, type SignIn, serveHere, signUp } from '../support/calls/served.ts';

interface Content {
  content: Record<string, { schema: object; example?: unknown }>;
}
interface Operation {
  operationId: string;
  security: object[];
  parameters: { name: string; in: string; schema: object; example?: unknown }[];
  requestBody?: Content;
  responses: Record<string, Content>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: object;
}

/** The document does not depend on what the routes are served with. */
const document = describeApi(createRoutes({} as never)) as unknown as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(
    ([method, operation]) => [`${method.toUpperCase()} ${path}`, { path, method, ...operation }] as const,
  ),
);

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: 'document', ...document });

function expectValid(schema: object, value: unknown): void {
  const validate = ajv.compile(inDocument(schema)) as ValidateFunction;
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
}

/** The same schema with its references read in the whole document. */
function inDocument(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/'));
}

let served: Served;
let person: SignIn;
beforeAll(async () => {
  served = await serveHere();
  person = await signUp();
  await openAccount(served.backend.meter, 10_000, person.uid);
});
afterAll(() => served[Symbol.asyncDispose]());

test('the document is valid OpenAPI 3.1, and the service serves it', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone({ ...document }));
  expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
  const { status, body } = await ask(served, '/openapi.json');
  expect(status).toBe(200);
  expect(body).toEqual(JSON.parse(JSON.stringify(document)));
});

/**
 * Paying is done in a browser, on pages of Stripe's: its functions take a token of App Check that is good once. People
 * export and erase their data in a browser too, read their notifications and appeal there. Reports of failed pages are of our own app.
 */
const inBrowsers = new Set([
  ...Object.keys({ ...paymentCallables, ...privacyCallables, ...notificationCallables }),
  'reportPageError',
  'appeal',
]);

test('the routes are exactly the functions that a user may call', () => {
  const forTheTeam = Object.entries(callables).filter(
    ([, { caller }]) => !['guest', 'person'].includes(caller),
  );
  const ids = new Set(operations.map(([, { operationId }]) => operationId));
  const reached: Partial<Record<CallableName, string>> = {
    generate: 'runOperation',
    linkToResult: 'getLink',
  };
  const names = (Object.keys(callables) as CallableName[]).filter(
    (name) => !inBrowsers.has(name) && !forTheTeam.some(([other]) => other === name),
  );
  expect(names.filter((name) => !ids.has(reached[name] ?? name))).toEqual([]);
  expect([...forTheTeam.map(([name]) => name), ...inBrowsers].filter((name) => ids.has(name))).toEqual([]);
});

describe.each(operations)('%s', (_, { path, method, security, parameters, requestBody, responses }) => {
  test('has examples that match its own schemas', () => {
    for (const { schema, example } of parameters) if (example !== undefined) expectValid(schema, example);
    const shown = [requestBody, ...Object.values(responses)].flatMap((content) =>
      Object.values(content?.content ?? {}).filter((one) => 'example' in one),
    );
    expect(shown.length).toBeGreaterThan(0);
    for (const { schema, example } of shown) expectValid(schema, example);
  });

  test('admits its callers, and answers as documented', async () => {
    const sent = requestBody?.content['application/json']?.example;
    const body = freshlyAsked(sent);
    const filled = parameters.reduce(
      (soFar, { name, in: place, example }) =>
        place === 'path' ? soFar.replace(`{${name}}`, String(example)) : soFar,
      path,
    );
    if (security.length > 0) {
      const refused = await ask(served, filled, { method: method.toUpperCase(), body });
      expect(refused.status).toBe(401);
      expectValid(responses[401]?.content['application/problem+json']?.schema ?? {}, refused.body);
    }
    const answer = await ask(served, filled, { as: person, method: method.toUpperCase(), body });
    const type = String(answer.headers.get('content-type')).split(';')[0] ?? '';
    const schema = responses[answer.status]?.content[type]?.schema;
    expect({ status: answer.status, type, isDocumented: schema !== undefined }).toEqual({
      status: answer.status,
      type,
      isDocumented: true,
    });
    expectValid(schema ?? {}, answer.body);
  });
});

/** An example's request ids are of the day it was written. */
function freshlyAsked(body: unknown): unknown {
  if (body === undefined) return undefined;
  const text = JSON.stringify(body);
  return JSON.parse(text.replace(/"019ab3c0-[0-9a-f-]+"/g, JSON.stringify(newRequestId())));
}

test('a response that differs from the document fails', () => {
  const responses = operations.find(([name]) => name === 'GET /credits')?.[1].responses;
  const { schema, example } = responses?.[200]?.content['application/json'] ?? {};
  const wrong = { ...(example as object), remainingMicros: 0.5 * MICROS_PER_CREDIT + 0.5 };
  expect(() => expectValid(schema ?? {}, wrong)).toThrow();
});

test('a route that the document doesn’t name is not found', async () => {
  for (const path of ['/', '/users', '/grant-credits-to-user', '/files', '/credits/mine', '/Credits']) {
    expect({ path, status: (await ask(served, path, { as: person })).status }).toEqual({ path, status: 404 });
  }
});
