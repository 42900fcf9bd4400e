import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type Stripe from 'stripe';
import { expect, onTestFinished, test } from 'vitest';
import { answersBefore, frameworkEnv } from '../../../../scripts/stack/emulators/functions-framework.ts';
import { bin } from '../../../../scripts/stack/paths.ts';
import { freeOffsetForTests, portsAt } from '../../../../scripts/stack/ports.ts';
import { buildFunctions } from '../../faults/functions-process.ts';
import { booksOf, expectBooksBalance } from '../../support/accounts.ts';
import {
  newPaymentInstance,
  openOrder,
  signed,
  WEBHOOK_SECRET,
} from '../../support/payments/payment-instance.ts';
import { eventOf, intentOf, refundOf, sessionOf } from '../../support/payments/stripe-events.ts';

const PAYMENTS = 40;
const KILLS = 3;
/** Of telling what was not taken, as what a dead process has left under way may still be in its way. */
const MAX_ROUNDS = 5;
const services = newPaymentInstance();

interface Served {
  readonly child: ChildProcess;
  readonly url: string;
}

test('after processes are killed during webhooks, each payment is granted once and refunded once', {
  timeout: 180_000,
}, async () => {
  await using built = await buildFunctions();
  const orders = await Promise.all(Array.from({ length: PAYMENTS }, () => openOrder(services)));
  const events = orders.flatMap((order) => [
    eventOf('checkout.session.completed', sessionOf(order)),
    eventOf('payment_intent.succeeded', intentOf(order)),
    eventOf(
      'refund.created',
      refundOf(order, { id: `re_${order.intentId}`, amount: 250, status: 'succeeded' }),
    ),
  ]);
  let served = await serve(built.folder);
  let left = events;
  for (let kills = 0; kills < KILLS; kills++) {
    const next = serve(built.folder);
    const taken = tell(served, left);
    await Promise.race(taken);
    served.child.kill('SIGKILL');
    const isTaken = await Promise.all(taken);
    expect(isTaken, 'it died before its work, or after it').toContain(false);
    left = left.filter((_, index) => !isTaken[index]);
    served = await next;
  }
  // Stripe tells what was not taken again, and now and then what was.
  left = events;
  for (let rounds = 0; left.length > 0 && rounds < MAX_ROUNDS; rounds++) {
    const isTaken = await Promise.all(tell(served, left));
    left = left.filter((_, index) => !isTaken[index]);
  }
  expect(left).toEqual([]);
  for (const { accountId, paymentId, intentId } of orders) {
    const { account, entries } = await expectBooksBalance(accountId);
    expect([...entries.keys()].sort()).toEqual([`purchase-${paymentId}`, `take-back-re_${intentId}`]);
    expect(account.lots).toMatchObject([{ remainingMicros: 75_000_000 }]);
  }
  expect((await booksOf(orders[0]?.accountId ?? '')).account.debtMicros).toBe(0);
});

/** Whether each event was taken; what a dead process had not answered was not. */
function tell({ url }: Served, events: readonly Stripe.Event[]): Promise<boolean>[] {
  return events.map(async (event) => {
    const body = JSON.stringify(event);
    const headers = { 'content-type': 'application/json', 'stripe-signature': await signed(services, body) };
    const response = await fetch(url, { method: 'POST', headers, body }).catch(() => null);
    return response?.status === 200;
  });
}

/** The webhook in a process of its own, under what Cloud Functions itself runs. */
async function serve(folder: string): Promise<Served> {
  const port = portsAt(await freeOffsetForTests()).functions;
  const child = spawn(process.execPath, [bin('functions-framework'), `--port=${port}`], {
    cwd: folder,
    env: {
      ...frameworkEnv('stripeWebhook'),
      STRIPE_SECRET_KEY: 'sk_test_123',
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
    },
    stdio: 'ignore',
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const url = `http://127.0.0.1:${port}/`;
  if (!(await answersBefore(url, () => child.exitCode !== null))) {
    await once(child, 'exit');
    throw new Error('stripeWebhook does not answer under functions-framework');
  }
  return { child, url };
}
