import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { STRIPE_API_VERSION } from '../../../src/payments/stripe/stripe-client.ts';
import { eventHandlers } from '../../../src/payments/webhooks/event-handlers.ts';

test('the payments page names exactly the handled events and their API version', () => {
  const document = readFileSync(join(import.meta.dirname, '../../../../docs/payments.md'), 'utf8');
  const blocks = [...document.matchAll(/```\n([a-z_.\n]+)\n```/g)].map(([, block = '']) => block.split('\n'));
  expect(blocks).toContainEqual(Object.keys(eventHandlers));
  expect(document).toContain(`\`${STRIPE_API_VERSION}\``);
});
