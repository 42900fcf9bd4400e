import { expect, test } from 'vitest';
import { callables, jobs } from '../../src/contract/index.ts';
import { createDeployment } from '../../src/deployment.ts';
import { providerSecrets } from '../../src/generation/providers/registry.ts';
import { createServices } from '../../src/wiring.ts';
import { expectBooksBalance, newRequestId } from '../support/accounts.ts';
import { call, errorOf, newPerson, publishCatalog } from '../support/calls/callables.ts';

const functions: Record<string, { __endpoint: Endpoint }> = {
  ...(await import('../../src/index.ts')),
} as never;
interface Endpoint {
  readonly secretEnvironmentVariables?: readonly { readonly key: string }[];
  readonly callableTrigger?: object;
  readonly scheduleTrigger?: object;
  readonly eventTrigger?: object;
}

const secretsOf = (name: string) =>
  (functions[name]?.__endpoint.secretEnvironmentVariables ?? []).map(({ key }) => key);

test('the exports are exactly the rows of the table, with one for every callable and job', () => {
  const table = createDeployment(createServices());
  expect(Object.keys(functions).sort()).toEqual(Object.keys(table).sort());
  const others = [
    'api',
    'alertChanges',
    'auditEvents',
    'billingChanges',
    'deliverMessage',
    'eraseDeletedUser',
    'mail',
    'paymentChanges',
    'ledgerEvents',
    'runLongWork',
    'runPriorityWork',
    'runReel',
    'runTopUp',
    'stripeWebhook',
  ];
  expect(Object.keys(table).sort()).toEqual(
    [...Object.keys(callables), ...Object.keys(jobs), ...others].sort(),
  );
});

test('the functions that apps call by name are separate functions', () => {
  const called = ['validateAndDeductCredits', 'updateAIActivityStatus', 'grantCreditsToUser'];
  for (const name of [...called, 'updateCreditConfiguration']) {
    expect(functions[name]?.__endpoint.callableTrigger).toBeDefined();
  }
  for (const name of ['cleanupOldData', 'resetRateLimits']) {
    expect(functions[name]?.__endpoint.scheduleTrigger).toBeDefined();
  }
});

test('the deletion of a user in Auth is a trigger, which is retried and can end what is charged at Stripe', () => {
  expect(functions.eraseDeletedUser?.__endpoint).toMatchObject({
    eventTrigger: { eventType: 'providers/firebase.auth/eventTypes/user.delete', retry: true },
  });
  expect(secretsOf('eraseDeletedUser')).toEqual(['STRIPE_SECRET_KEY']);
});

test('the keys of providers are bound only to the functions that need them', () => {
  const bound = Object.keys(functions).filter((name) =>
    providerSecrets.every((key) => secretsOf(name).includes(key)),
  );
  const expected = [
    'api',
    'decideApproval',
    'generate',
    'health',
    'runJob',
    'runLongWork',
    'runPriorityWork',
    'runReel',
    'updateCreditConfiguration',
  ];
  expect(bound.sort()).toEqual(expected);
  const moderating = Object.keys(functions).filter((name) => secretsOf(name).includes('OPENAI_API_KEY'));
  expect(moderating.sort()).toEqual([...expected, 'startReel', 'validateAndDeductCredits'].sort());
});

test('a callable uses the trace of its caller, from the data or from the request’s header', async () => {
  await publishCatalog();
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
  const person = newPerson();
  await call('openAccount', {}, person);
  const hold = {
    requestId: newRequestId(),
    operation: 'image',
    model: 'nano-banana',
    quantity: { images: 1 },
    prompt: 'a kite',
  };
  const shown = { shownPriceMicros: 50_000_000, catalogVersion: 1 };
  await call('validateAndDeductCredits', { ...hold, ...shown, traceparent }, person);
  const { activities } = await expectBooksBalance(person.uid);
  expect([...activities.values()].map((activity) => activity.traceId)).toEqual([traceId]);
  const failed = await errorOf(call('openAccount', { traceparent, nothing: 1 }, person));
  expect(failed.traceId).toBe(traceId);
  const byHeader = await errorOf(call('openAccount', { nothing: 1 }, person, undefined, { traceparent }));
  expect(byHeader.traceId).toBe(traceId);
});
