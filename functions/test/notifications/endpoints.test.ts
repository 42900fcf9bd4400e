import type { ServerResponse } from 'node:http';
import { Timestamp } from 'firebase-admin/firestore';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startMailStandIn } from '../../../scripts/stand-ins/mail/start-mail-stand-in.ts';
import { changeEndpoint } from '../../src/admin/endpoints/change-endpoint.ts';
import { replayDeliveries } from '../../src/admin/endpoints/replay-deliveries.ts';
import {
  collections,
  DAY_MS,
  type EndpointEvent,
  type EndpointKind,
  eventsOfKind,
  HOUR_MS,
  MAX_ENDPOINTS,
  MINUTE_MS,
  type RequestOf,
  SECOND_MS,
} from '../../src/contract/index.ts';
import { createSendMail } from '../../src/notifications/email/mail-transport.ts';
import { createPublisher } from '../../src/notifications/endpoints/publisher.ts';
import { sendToEndpoint } from '../../src/notifications/endpoints/send-to-endpoint.ts';
import { createOutbox, type Send } from '../../src/notifications/outbox/outbox.ts';
import { createEndpointKeys } from '../../src/platform/receivers/endpoint-keys.ts';
import { createSendRequest, type SendingOptions } from '../../src/platform/receivers/send-request.ts';
import { newRequestId } from '../support/accounts.ts';
import { contextOf } from '../support/backend.ts';
import { type Answer, openLoopback, type Received } from '../support/loopback.ts';
import { ownDb } from '../support/own-db.ts';
import { killableDb } from '../upkeep/killable-db.ts';

const started = new AsyncDisposableStack();
afterAll(() => started.disposeAsync());

const receiver = started.use(await openLoopback());
const smtp = started.use(await startMailStandIn({ smtpPort: 0 }));
const real = await ownDb();
const clock = { nowMs: 0 };
const now = () => clock.nowMs;
const admin = { ...contextOf('admin'), role: 'admin' as const };
const endpointKeys = createEndpointKeys(() => 'test-key');
const answerWith =
  (status: number, headers = {}): Answer =>
  (_, response: ServerResponse) =>
    response.writeHead(status, headers).end();

interface Options extends Partial<SendingOptions> {
  readonly db?: typeof real;
  readonly isLost?: boolean;
  /** Called when the receiver has answered, before that is recorded. */
  readonly afterSent?: () => Promise<void>;
}

/** An instance with everything that sends to endpoints. */
function instance({ db = real, afterSent, ...sending }: Options = {}) {
  const services = {
    ...{ db, now, endpointKeys, sendMail: createSendMail(db), siteAddress: () => 'https://app.example.com' },
    sendRequest: createSendRequest({ allowsPrivate: () => true, timeoutMs: 100, ...sending }),
    mailServer: () => ({ kind: 'smtp', url: smtp.smtpUrl, from: 'Firemeter <a@example.com>' }) as const,
    pagerdutyAddress: () => receiver.url,
  };
  const send: Send = async (deliveryId, delivery) => {
    const to = { ...delivery, endpointId: delivery.endpointId ?? '' };
    const result = await sendToEndpoint(services, deliveryId, to);
    await afterSent?.();
    return result;
  };
  const outbox = createOutbox({ db, now, send, queue: { add: async () => undefined } });
  const changing = { db, now, endpointKeys, outbox, allowsPrivateReceivers: () => true };
  return {
    outbox,
    changing,
    // What it has read of the endpoints is never older than an event.
    publish: (event: EndpointEvent) => createPublisher({ db, now, outbox }).publish(event),
  };
}

const { outbox, changing, publish } = instance();
type Change = RequestOf<'changeEndpoint'>;
const change = (request: Change, services = changing) =>
  changeEndpoint(services)(request, admin, () => undefined);
const named = () => ({ requestId: newRequestId(clock.nowMs), reason: 'a test' });

async function newEndpoint(fields: Partial<Extract<Change, { action: 'create' }>> = {}) {
  const kind: EndpointKind = fields.kind ?? 'webhook';
  const { endpointId, secret } = await change({
    ...{ ...named(), action: 'create', name: 'Books', kind, address: `${receiver.url}/hook` },
    ...{ events: [...eventsOfKind[kind]], alerts: { leastSeverity: 'low', kinds: null } },
    ...fields,
  });
  const deliveries = async () => {
    const { docs } = await real.collection(collections.outbox).where('endpointId', '==', endpointId).get();
    return docs.map((doc) => ({ id: doc.id, ...doc.data() }) as Record<string, unknown> & { id: string });
  };
  const stored = async () =>
    (await real.collection(collections.config).doc('endpoints').get()).get(`endpoints.${endpointId}`);
  const close = () => change({ ...named(), action: 'delete', endpointId });
  return { endpointId, secret: secret ?? '', deliveries, stored, close };
}

let events = 0;
function erased(): EndpointEvent {
  return { name: 'account.erased', eventId: `erased-${events++}`, accountId: 'mia', atMs: clock.nowMs };
}
function fired(change: Partial<Extract<EndpointEvent, { name: 'alert.fired' }>> = {}): EndpointEvent {
  return {
    ...{ name: 'alert.fired', eventId: `alert-${events++}`, alertId: 'job-late-1', kind: 'job-late' },
    ...{ severity: 'high', accountId: null, subject: 'health', atMs: clock.nowMs, code: 'job-late' },
    ...{ details: { windowMs: 1 }, ...change },
  };
}

/** Checks a message as its receiver does, with the reference library and at the time of the test. */
function verified(message: Received | undefined, secret: string): Record<string, unknown> {
  const spy = vi.spyOn(Date, 'now').mockReturnValue(clock.nowMs);
  try {
    const headers = message?.headers as Record<string, string>;
    return new Webhook(secret).verify(message?.body.toString() ?? '', headers) as Record<string, unknown>;
  } finally {
    spy.mockRestore();
  }
}

async function sweepAfter(ms: number): Promise<void> {
  clock.nowMs += ms;
  await outbox.sweep();
}

beforeEach(async () => {
  clock.nowMs = Date.UTC(2026, 4, 15, 12);
  await real.collection(collections.config).doc('endpoints').delete();
  receiver.answerWith(answerWith(204));
});

describe('a webhook', () => {
  test('is signed by Standard Webhooks, and delivered once under one id however often its event arrives', async () => {
    const hook = await newEndpoint();
    const event = erased();
    for (let times = 0; times < 3; times++) await publish(event);
    await sweepAfter(1);
    await sweepAfter(1);
    expect(receiver.received).toHaveLength(1);
    const [message] = receiver.received;
    expect(verified(message, hook.secret)).toEqual({
      ...{ type: 'account.erased', timestamp: '2026-05-15T12:00:00.000Z' },
      data: { eventId: event.eventId, accountId: 'mia', atMs: event.atMs },
    });
    const [delivery] = await hook.deliveries();
    expect(message?.headers['webhook-id']).toBe(delivery?.id);
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 1, tries: [{ result: '204' }] });
    expect(() => verified(message, endpointKeys.secretOf(hook.endpointId, 2))).toThrow('signature');
  });

  test('whose receiver is down for an hour is tried at growing intervals until it is back', async () => {
    const hook = await newEndpoint();
    receiver.answerWith((_, response) => response.destroy());
    await publish(erased());
    const tried: number[] = [];
    for (let minute = 0; minute < 60; minute++) {
      const before = receiver.received.length;
      await sweepAfter(MINUTE_MS);
      if (receiver.received.length > before) tried.push(minute);
    }
    expect(tried).toEqual([0, 1, 6, 36]);
    const ids = new Set(receiver.received.map(({ headers }) => headers['webhook-id']));
    expect(ids.size).toBe(1);
    receiver.answerWith(answerWith(200));
    await sweepAfter(2 * HOUR_MS);
    expect(verified(receiver.received[0], hook.secret)).toMatchObject({ type: 'account.erased' });
    expect(await hook.deliveries()).toMatchObject([{ id: [...ids][0], state: 'delivered', attempts: 5 }]);
  });

  test.each([
    ['is slow', () => undefined, 'timeout'],
    ['answers 500', answerWith(500), '500'],
    ['is busy', answerWith(429), '429'],
    ['redirects', answerWith(302, { location: `${receiver.url}/elsewhere` }), '302'],
  ])('whose receiver %s is tried again later, and nothing is followed', async (_, answer, result) => {
    const hook = await newEndpoint();
    receiver.answerWith(answer as Answer);
    await publish(erased());
    await sweepAfter(1);
    expect(await hook.deliveries()).toMatchObject([{ state: 'waiting', tries: [{ result }] }]);
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook']);
    receiver.answerWith(answerWith(200));
    await sweepAfter(6 * SECOND_MS);
    expect(await hook.deliveries()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
  });

  test.each([
    ['429', '120', 120 * SECOND_MS],
    ['503', new Date(Date.UTC(2026, 4, 15, 12, 10)).toUTCString(), 10 * MINUTE_MS],
    ['429', '1', 5 * SECOND_MS],
    ['503', '9999999', DAY_MS],
    ['429', 'soon', 5 * SECOND_MS],
    ['429', '-60', 5 * SECOND_MS],
    ['500', '120', 5 * SECOND_MS],
  ])(
    'whose receiver answers %s with Retry-After: %s is tried again after %i ms',
    async (status, after, ms) => {
      const hook = await newEndpoint();
      receiver.answerWith(answerWith(Number(status), { 'retry-after': after }));
      await publish(erased());
      await outbox.sweep();
      const atMs = Date.UTC(2026, 4, 15, 12) + ms;
      expect(await hook.deliveries()).toMatchObject([
        { state: 'waiting', tries: [{ result: status }], nextAttemptAt: Timestamp.fromMillis(atMs) },
      ]);
      receiver.answerWith(answerWith(200));
      await sweepAfter(ms - 1);
      expect(receiver.received).toHaveLength(0);
      await sweepAfter(1);
      expect(await hook.deliveries()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
    },
  );

  test('whose receiver is gone (410) gets nothing more until an admin turns it on again', async () => {
    const hook = await newEndpoint();
    receiver.answerWith(answerWith(410));
    await publish(erased());
    await publish(erased());
    await sweepAfter(1);
    expect(await hook.stored()).toMatchObject({ state: 'gone' });
    await publish(erased());
    await sweepAfter(HOUR_MS);
    const states = (await hook.deliveries()).map(({ state }) => state);
    expect(states).toHaveLength(2);
    expect(states).not.toContain('waiting');
    receiver.answerWith(answerWith(200));
    const { name, events: all, alerts } = await hook.stored();
    await change({
      ...named(),
      ...{ action: 'update', endpointId: hook.endpointId, isOn: true, address: null },
      ...{ name, events: all, alerts },
    });
    await publish(erased());
    await sweepAfter(1);
    expect(receiver.received).toHaveLength(1);
  });

  test('that fails for three days is given up, and can be sent again under its id', async () => {
    const hook = await newEndpoint();
    receiver.answerWith(answerWith(503));
    await publish(erased());
    for (let hour = 0; hour < 90; hour++) await sweepAfter(HOUR_MS);
    const [lost] = await hook.deliveries();
    expect(lost).toMatchObject({ state: 'failed', attempts: 10, nextAttemptAt: null });
    receiver.answerWith(answerWith(200));
    const request = { ...named(), deliveryIds: [lost?.id ?? '', 'unknown'] };
    for (let times = 0; times < 2; times++) {
      const replay = replayDeliveries(changing)(request, admin, () => undefined);
      expect(await replay).toEqual({ replayed: 1 });
      await sweepAfter(1);
    }
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([lost?.id]);
    verified(receiver.received[0], hook.secret);
    const audit = await real.collection(collections.audit).doc(`replay-${request.requestId}`).get();
    expect(audit.data()).toMatchObject({
      action: 'replay-deliveries',
      after: { deliveryIds: [lost?.id] },
    });
  });

  test('whose receiver always asks for a day more is given up after three days', async () => {
    const hook = await newEndpoint();
    receiver.answerWith(answerWith(503, { 'retry-after': '86400' }));
    await publish(erased());
    clock.nowMs += 1;
    for (let day = 0; day < 5; day++) {
      await outbox.sweep();
      clock.nowMs += DAY_MS;
    }
    expect(await hook.deliveries()).toMatchObject([{ state: 'failed', attempts: 4, nextAttemptAt: null }]);
  });

  test('whose sending fails by a fault of ours backs off like any other, and ends after three days', async () => {
    const hook = await newEndpoint();
    const faulty = instance({ afterSent: () => Promise.reject(new Error('a fault of ours')) });
    await publish(erased());
    clock.nowMs++;
    await faulty.outbox.sweep();
    const [first] = await hook.deliveries();
    expect(first).toMatchObject({ state: 'waiting', attempts: 1, leaseUntil: null });
    expect(first?.tries).toMatchObject([{ result: 'error' }]);
    expect(first?.nextAttemptAt).toEqual(Timestamp.fromMillis(clock.nowMs + 5 * SECOND_MS));
    for (let hour = 0; hour < 90; hour++) {
      clock.nowMs += HOUR_MS;
      await faulty.outbox.sweep();
    }
    expect(await hook.deliveries()).toMatchObject([{ state: 'failed', attempts: 10, nextAttemptAt: null }]);
  });

  test('whose workers died many times is still tried for three days', async () => {
    const hook = await newEndpoint();
    receiver.answerWith(answerWith(503));
    await publish(erased());
    const [delivery] = await hook.deliveries();
    await real
      .collection(collections.outbox)
      .doc(delivery?.id ?? '')
      .update({ attempts: 40 });
    await sweepAfter(1);
    expect(await hook.deliveries()).toMatchObject([{ state: 'waiting', attempts: 41 }]);
    for (let day = 0; day < 4; day++) await sweepAfter(DAY_MS);
    expect(await hook.deliveries()).toMatchObject([{ state: 'failed', attempts: 44 }]);
  });

  test('is signed with the old and the new secret for a day after a rotation', async () => {
    const hook = await newEndpoint();
    const request: Change = { ...named(), action: 'rotate-secret', endpointId: hook.endpointId };
    const rotated = await change(request);
    expect(await change(request)).toEqual(rotated);
    expect(rotated.secret).not.toBe(hook.secret);
    await publish(erased());
    await sweepAfter(1);
    verified(receiver.received[0], hook.secret);
    verified(receiver.received[0], rotated.secret ?? '');
    clock.nowMs += 25 * HOUR_MS;
    await publish(erased());
    await sweepAfter(1);
    verified(receiver.received[1], rotated.secret ?? '');
    expect(() => verified(receiver.received[1], hook.secret)).toThrow('signature');
  });

  test('is never sent to this machine or a private network outside of the emulators', async () => {
    const found = vi.fn((_, __, callback) => callback(null, [{ address: '10.0.0.8', family: 4 }]));
    const { port } = new URL(receiver.url);
    const inProduction = instance({ allowsPrivate: () => false });
    const addresses = [
      `https://localhost:${port}/`,
      `https://127.0.0.1:${port}/`,
      `https://[::ffff:127.0.0.1]:${port}/`,
      `https://2130706433:${port}/`,
      `${receiver.url}/plain`,
    ];
    for (const address of addresses) {
      const hook = await newEndpoint({ address });
      await publish(erased());
      clock.nowMs++;
      await inProduction.outbox.sweep();
      const result = address === addresses.at(-1) ? 'not-a-url' : 'private-address';
      expect(await hook.deliveries()).toMatchObject([{ state: 'failed', tries: [{ result }] }]);
      await hook.close();
    }
    const named = await newEndpoint({ address: 'https://hooks.example.com/' });
    await publish(erased());
    clock.nowMs++;
    const resolving = { allowsPrivate: () => false, lookUp: found as never };
    await instance(resolving).outbox.sweep();
    expect(await named.deliveries()).toMatchObject([{ tries: [{ result: 'private-address' }] }]);
    expect(receiver.received).toEqual([]);
  });

  test('goes to the address that was checked: its name is resolved once', async () => {
    const { port } = new URL(receiver.url);
    const lookUp = vi.fn((_, __, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]));
    await newEndpoint({ address: `http://hooks.example.com:${port}/hook` });
    await publish(erased());
    clock.nowMs++;
    await instance({ lookUp: lookUp as never }).outbox.sweep();
    expect(receiver.received).toHaveLength(1);
    expect(lookUp).toHaveBeenCalledTimes(1);
  });

  test('is delivered at least once under one id when the process is killed at any of its commits', async () => {
    await newEndpoint();
    const total = killableDb(real, null);
    const whole = instance({ db: total.db });
    await whole.publish(erased());
    clock.nowMs++;
    await whole.outbox.sweep();
    const commits = total.commits();
    // Its delivery, the claim and the result.
    expect(commits).toBe(3);
    for (let at = 1; at <= commits; at++) {
      for (const when of ['before', 'after'] as const) {
        receiver.answerWith(answerWith(200));
        const dying = killableDb(real, { at, when });
        const killed = instance({ db: dying.db });
        const event = erased();
        void killed
          .publish(event)
          .then(() => {
            clock.nowMs++;
            return killed.outbox.sweep();
          })
          .catch(() => undefined);
        await dying.died;
        await publish(event);
        await sweepAfter(2 * MINUTE_MS);
        const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
        const isRecordLost = at === commits && when === 'before';
        expect(ids, `killed ${when} commit ${at}`).toHaveLength(isRecordLost ? 2 : 1);
        expect(new Set(ids).size).toBe(1);
      }
    }
  });

  test('is sent once more, under the same id, when the process dies after the receiver has it', async () => {
    const hook = await newEndpoint();
    const { promise: died, resolve: die } = Promise.withResolvers<void>();
    const dying = instance({
      afterSent() {
        die();
        return new Promise(() => undefined);
      },
    });
    await publish(erased());
    clock.nowMs++;
    void dying.outbox.sweep();
    await died;
    await sweepAfter(MINUTE_MS);
    expect(receiver.received).toHaveLength(1);
    await sweepAfter(MINUTE_MS);
    await sweepAfter(MINUTE_MS);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(receiver.received).toHaveLength(2);
    expect(await hook.deliveries()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
  });
});

describe('an endpoint', () => {
  test('gets the events that it has subscribed to, and the alerts that its filter lets through', async () => {
    const hook = await newEndpoint({
      ...{ events: ['alert.fired'], alerts: { leastSeverity: 'high', kinds: ['job-late'] } },
    });
    await publish(erased());
    await publish(fired({ severity: 'medium' }));
    await publish(fired({ kind: 'disputes' }));
    await publish(fired());
    expect(await hook.deliveries()).toMatchObject([{ kind: 'alert.fired', details: { kind: 'job-late' } }]);
  });

  test('of Slack, PagerDuty and e-mail gets an alert and its end in its own format', async () => {
    const key = 'a'.repeat(32);
    const slack = await newEndpoint({ kind: 'slack', address: `${receiver.url}/slack` });
    const pager = await newEndpoint({ kind: 'pagerduty', address: key });
    const mail = await newEndpoint({ kind: 'email', address: 'oncall@example.com' });
    expect([slack.secret, pager.secret, mail.secret]).toEqual(['', '', '']);
    const alert = { alertId: 'all-<books-off>', subject: 'health' };
    await publish(fired(alert));
    await sweepAfter(1);
    const over = { ...alert, kind: 'job-late', severity: 'high', accountId: null, resolvedBy: null } as const;
    await publish({ ...over, name: 'alert.resolved', eventId: `over-${events}`, atMs: clock.nowMs });
    await sweepAfter(1);
    const to = (path: string) =>
      receiver.received.filter((one) => one.path === path).map((one) => one.json());
    expect(to('/slack')).toMatchObject([
      { text: 'The job health is late or failing.' },
      { text: 'Resolved: job-late (health)' },
    ]);
    expect(to('/v2/enqueue')).toMatchObject([
      {
        ...{ routing_key: key, event_action: 'trigger', dedup_key: alert.alertId },
        payload: { severity: 'error', source: 'app.example.com' },
      },
      { event_action: 'resolve', dedup_key: alert.alertId },
    ]);
    const mails = smtp.received.filter(({ to: all }) => all.includes('oncall@example.com'));
    expect(mails.map(({ mail: { subject } }) => subject)).toEqual([
      'The job health is late or failing.',
      'Resolved: job-late (health)',
    ]);
    expect(mails[0]?.mail.text).toContain('https://app.example.com/admin/alerts');
  });

  test('of PagerDuty gets no late message: of an alert that is over, or of the end of one that is open again', async () => {
    const pager = await newEndpoint({ kind: 'pagerduty', address: 'b'.repeat(32) });
    const alert = {
      ...{ schemaVersion: 1, kind: 'job-late', severity: 'high', accountId: null, subject: 'health' },
      ...{ code: 'job-late', details: {}, traceId: null, rule: 'job-late' },
    };
    const firedMs = clock.nowMs;
    const write = (createdMs: number, resolvedMs: number | null) =>
      real
        .collection(collections.alerts)
        .doc('late-again')
        .set({
          ...{ ...alert, createdAt: new Date(createdMs) },
          resolvedAt: resolvedMs === null ? null : new Date(resolvedMs),
        });
    const sent = () => receiver.received.map((one) => one.json().event_action);
    const about = { alertId: 'late-again', kind: 'job-late', severity: 'high', accountId: null } as const;
    const resolved = { ...about, name: 'alert.resolved', subject: 'health', resolvedBy: null } as const;
    const results = async () => {
      const all = await pager.deliveries();
      return all.map(({ kind, state, tries }) => [kind, state, (tries as { result: string }[])[0]?.result]);
    };
    // Fired, over, fired again and over again before the first message is sent.
    await publish(fired({ alertId: 'late-again' }));
    await write(firedMs + 2, firedMs + 3);
    await sweepAfter(5);
    expect(sent()).toEqual([]);
    expect(await results()).toEqual([['alert.fired', 'suppressed', 'resolved']]);
    await write(firedMs + 9, null);
    await publish({ ...resolved, eventId: 'end-of-the-second', atMs: firedMs + 3 });
    await publish(fired({ alertId: 'late-again', atMs: firedMs + 9 }));
    await sweepAfter(5);
    expect(sent()).toEqual(['trigger']);
    expect(await results()).toContainEqual(['alert.resolved', 'suppressed', 'open-again']);
    await write(firedMs + 9, firedMs + 20);
    await publish({ ...resolved, eventId: 'end-of-the-third', atMs: firedMs + 20 });
    await sweepAfter(5);
    expect(sent()).toEqual(['trigger', 'resolve']);
  });

  test('gets a test event at once, without subscribing to it', async () => {
    const hook = await newEndpoint();
    await change({ action: 'test', requestId: newRequestId(clock.nowMs), endpointId: hook.endpointId });
    await sweepAfter(1);
    expect(verified(receiver.received[0], hook.secret)).toMatchObject({ type: 'endpoint.tested' });
  });

  test('that was deleted or turned off gets nothing more', async () => {
    const [off, deleted] = [await newEndpoint(), await newEndpoint()];
    await publish(erased());
    const settings = { name: 'Books', events: ['purchase' as const], address: null };
    const alerts = { leastSeverity: 'low', kinds: null } as const;
    const { endpointId } = off;
    await change({ ...named(), action: 'update', endpointId, isOn: false, ...settings, alerts });
    await deleted.close();
    await sweepAfter(1);
    expect(receiver.received).toEqual([]);
    for (const hook of [off, deleted])
      expect(await hook.deliveries()).toMatchObject([{ state: 'suppressed' }]);
  });

  test.each([
    ['webhook', 'ftp://example.com/'],
    ['webhook', 'https://user:password@example.com/'],
    ['webhook', 'https://192.168.1.1/'],
    ['webhook', 'https://[fd00::1]/'],
    ['webhook', 'https://[::ffff:a00:1]/'],
    ['webhook', 'https://[64:ff9b::7f00:1]/'],
    ['slack', 'http://hooks.slack.com/services/x'],
    ['pagerduty', 'https://example.com/'],
    ['email', 'nobody'],
  ] as const)('of the kind %s can’t have the address %s', async (kind, address) => {
    const inProduction = { ...changing, allowsPrivateReceivers: () => false };
    const create = change(
      {
        ...{ ...named(), action: 'create', name: 'x', kind, address, events: ['alert.fired'] },
        alerts: { leastSeverity: 'low', kinds: null },
      },
      inProduction,
    );
    await expect(create).rejects.toMatchObject({ details: { reason: 'endpoint-address' } });
  });

  test('can’t subscribe to what it has no format for, and there are twenty at most', async () => {
    const paging = newEndpoint({ kind: 'pagerduty', address: 'c'.repeat(32), events: ['purchase'] });
    await expect(paging).rejects.toMatchObject({ details: { reason: 'endpoint-events' } });
    for (let count = 0; count < MAX_ENDPOINTS; count++) await newEndpoint();
    await expect(newEndpoint()).rejects.toMatchObject({ details: { reason: 'too-many-endpoints' } });
  });

  test('has in its audit entries that its address changed, also when the old one can’t be opened any more', async () => {
    const hook = await newEndpoint({ address: `${receiver.url}/one` });
    const { name, events: all, alerts } = await hook.stored();
    const moveTo = async (address: string | null, services = changing) => {
      const request = { ...named(), action: 'update', endpointId: hook.endpointId, isOn: true } as const;
      await change({ ...request, address, name, events: all, alerts }, services);
      const entry = await real.collection(collections.audit).doc(`endpoint-${request.requestId}`).get();
      return ['before', 'after'].map((side) => entry.get(`${side}.addressFingerprint`) as string | null);
    };
    const [one, other] = await moveTo(`${receiver.url}/other`);
    expect([one, other]).toEqual([
      expect.stringMatching(/^[0-9a-f]{16}$/),
      expect.stringMatching(/^[0-9a-f]{16}$/),
    ]);
    expect(other).not.toBe(one);
    expect(await moveTo(null)).toEqual([other, other]);
    expect(await moveTo(`${receiver.url}/one`)).toEqual([other, one]);
    const rekeyed = { ...changing, endpointKeys: createEndpointKeys(() => 'another-key') };
    expect(await moveTo(`${receiver.url}/one`, rekeyed)).toEqual([
      null,
      expect.not.stringMatching(one ?? ''),
    ]);
  });

  test('keeps its address where only the key opens it, and the audit log has neither address nor secret', async () => {
    const address = `${receiver.url}/services/very-secret-path`;
    const slack = await newEndpoint({ kind: 'slack', address });
    await slack.close();
    const hook = await newEndpoint({ kind: 'slack', address });
    const stored = await hook.stored();
    expect(JSON.stringify(stored)).not.toContain('very-secret');
    expect(endpointKeys.open(stored.address)).toBe(address);
    expect(() => createEndpointKeys(() => 'another').open(stored.address)).toThrow();
    const { docs } = await real
      .collection(collections.audit)
      .where('target', '==', `endpoints/${slack.endpointId}`)
      .get();
    expect(docs.map((entry) => entry.get('action')).sort()).toEqual(['create-endpoint', 'delete-endpoint']);
    for (const entry of docs)
      expect(JSON.stringify(entry.data())).not.toMatch(/very-secret|whsec_|127\.0\.0\.1/);
  });
});
