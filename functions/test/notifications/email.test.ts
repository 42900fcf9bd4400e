import type { Request } from 'firebase-functions/https';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { startMailStandIn } from '../../../scripts/stand-ins/mail/start-mail-stand-in.ts';
import {
  collections,
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  type NotificationFacts,
  SECOND_MS,
} from '../../src/contract/index.ts';
import { changeSettings, withMarketing } from '../../src/notifications/change-settings.ts';
import { createSendMail } from '../../src/notifications/email/mail-transport.ts';
import { sendEmail } from '../../src/notifications/email/send-email.ts';
import { createUnsubscribeLinks } from '../../src/notifications/email/unsubscribe-links.ts';
import { createNotifier } from '../../src/notifications/notifier.ts';
import { createOutbox, type Send } from '../../src/notifications/outbox/outbox.ts';
import { serveMail } from '../../src/notifications/serve-mail.ts';
import type { MailServer } from '../../src/platform/deploy/config.ts';
import { newUid } from '../support/accounts.ts';
import { ensureUser, testAuth } from '../support/auth-users.ts';
import { ownDb } from '../support/own-db.ts';

const started = new AsyncDisposableStack();
afterAll(() => started.disposeAsync());

const db = await ownDb();
const auth = testAuth();
const clock = { nowMs: 0 };
const now = () => clock.nowMs;
const digestKey = () => 'test-key';
const links = createUnsubscribeLinks(digestKey);
/** How the server treats what it gets. */
const behavior: { rejectsRecipient?: number; rejectsMail?: number } = {};
const smtp = started.use(
  await startMailStandIn({
    smtpPort: 0,
    onRecipient: () => fail(behavior.rejectsRecipient),
    onMail: () => fail(behavior.rejectsMail),
  }),
);
const from = 'Firemeter <hello@firemeter.example>';

function fail(responseCode: number | undefined): void {
  if (responseCode !== undefined) throw Object.assign(new Error('no'), { responseCode });
}

interface Options {
  readonly server?: MailServer;
  readonly store?: typeof db;
  /** Called when the server has accepted an e-mail, before that is recorded. */
  readonly afterAccepted?: () => void | Promise<void>;
}

/** An instance with everything that notifies. */
function instance({
  server = { kind: 'smtp', url: smtp.smtpUrl, from },
  store = db,
  afterAccepted,
}: Options = {}) {
  const queued: { deliveryId: string; atMs: number }[] = [];
  const services = {
    ...{ db: store, auth, now, links, digestKey, mailServer: () => server, sendMail: createSendMail(store) },
    siteAddress: () => 'https://app.example.com',
  };
  const send: Send = async (deliveryId, delivery) => {
    const result = await sendEmail(services, deliveryId, { ...delivery, uid: delivery.uid ?? '' });
    await afterAccepted?.();
    return result;
  };
  const queue = {
    add: async (_: string, { deliveryId }: { deliveryId: string }, atMs = 0) =>
      void queued.push({ deliveryId, atMs }),
  };
  const outbox = createOutbox({ db: store, now, send, queue });
  const notifier = createNotifier({ db: store, now, outbox, sendsEmail: () => true });
  return { outbox, notifier, queued, services };
}

const { outbox, notifier } = instance();
const receipt = (via: 'checkout' | 'subscription' = 'checkout'): NotificationFacts => ({
  kind: 'receipt',
  details: {
    ...{ paymentId: 'mia_1', label: 'Starter', amountCents: 1_190, currency: 'eur', taxCents: 190 },
    ...{ micros: 100_000_000, paidAtMs: clock.nowMs, via },
  },
});
const low: NotificationFacts = { kind: 'credits-low', details: { balanceMicros: 9_000_000 } };

async function newUser({ isEmailVerified = true } = {}) {
  const uid = newUid();
  await ensureUser(uid, { isEmailVerified, email: `${uid}@example.com` });
  const mails = () => smtp.received.filter(({ to }) => to.includes(`${uid}@example.com`));
  const tell = (facts: NotificationFacts, eventId = crypto.randomUUID()) =>
    notifier.notify({ uid, accountId: uid, eventId, facts });
  const deliveries = async () =>
    (await db.collection(collections.outbox).where('uid', '==', uid).get()).docs.map((doc) => doc.data());
  return { uid, mails, tell, deliveries };
}

beforeEach(() => {
  clock.nowMs = Date.UTC(2026, 4, 15, 12);
  delete behavior.rejectsMail;
  delete behavior.rejectsRecipient;
});

test('a receipt is sent in plain text and HTML, in the user’s language, and cannot be unsubscribed', async () => {
  const user = await newUser();
  await changeSettings({ db, now }, user.uid, (was) => ({
    ...was,
    language: 'de',
    timeZone: 'Europe/Berlin',
  }));
  await user.tell(receipt());
  await outbox.sweep();
  clock.nowMs += 1;
  await outbox.sweep();
  const [one, ...others] = user.mails();
  expect(others).toEqual([]);
  expect(one?.mail).toMatchObject({
    subject: 'Beleg für Starter',
    from: { address: 'hello@firemeter.example' },
  });
  expect(one?.mail.text).toContain('Summe: 11,90');
  expect(one?.mail.text).toContain('https://app.example.com/billing');
  expect(one?.mail.html).toContain('prefers-color-scheme:dark');
  expect(one?.mail.html).toMatch(/<tr class="total">.*Summe.*11,90/);
  expect(one?.mail.headers.map(({ key }) => key)).not.toContain('list-unsubscribe');
  expect(await user.deliveries()).toMatchObject([{ state: 'delivered', attempts: 1, nextAttemptAt: null }]);
});

test('an unverified address, and a user who is gone, get nothing', async () => {
  const unverified = await newUser({ isEmailVerified: false });
  await unverified.tell(receipt());
  const gone = await newUser();
  await gone.tell(receipt());
  await auth.deleteUser(gone.uid);
  clock.nowMs += 1;
  await outbox.sweep();
  expect([...unverified.mails(), ...gone.mails()]).toEqual([]);
  for (const user of [unverified, gone]) {
    expect(await user.deliveries()).toMatchObject([
      { state: 'suppressed', tries: [{ result: 'no-verified-address' }] },
    ]);
  }
});

describe('unsubscribing', () => {
  /** Calls `/mail` as the functions do. */
  async function visit(method: string, url: string, options: { body?: unknown; token?: string } = {}) {
    const { pathname, searchParams } = new URL(url, 'https://app.example.com');
    const sent = { status: 200, body: '' };
    const response = {
      status(code: number) {
        sent.status = code;
        return response;
      },
      set: () => response,
      end: () => response,
      json: (body: unknown) => response.send(JSON.stringify(body)),
      send(body: string) {
        sent.body = body;
        return response;
      },
    };
    const request = {
      ...{ method, path: pathname, query: Object.fromEntries(searchParams), body: options.body },
      get: (name: string) => (name === 'authorization' ? options.token : undefined),
    };
    const services = { db, auth, now, unsubscribeLinks: links, digestKey, mailEventsToken: () => 'secret' };
    await serveMail(services)(request as unknown as Request, response as never);
    return sent;
  }

  test('takes one click by RFC 8058, and following the link alone changes nothing', async () => {
    const user = await newUser();
    await user.tell(low);
    clock.nowMs += 1;
    await outbox.sweep();
    const headers = new Map(user.mails()[0]?.mail.headers.map(({ key, value }) => [key, value]));
    expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const link = headers.get('list-unsubscribe')?.replace(/^<|>$/g, '') ?? '';
    expect(link).toMatch(/^https:\/\/app\.example\.com\/mail\/unsubscribe\?/);
    expect((await visit('GET', link)).body).toContain('<form method="post"');
    await user.tell(low);
    clock.nowMs += 1;
    await outbox.sweep();
    expect(user.mails()).toHaveLength(2);
    expect(await visit('POST', link, { body: { 'List-Unsubscribe': 'One-Click' } })).toMatchObject({
      status: 200,
    });
    await user.tell(low);
    await user.tell(receipt());
    clock.nowMs += 1;
    await outbox.sweep();
    expect(user.mails().map(({ mail }) => mail.subject)).toEqual([
      'Your credits are running low',
      'Your credits are running low',
      'Receipt for Starter',
    ]);
  });

  test('needs a link that was made here', async () => {
    const user = await newUser();
    const link = links.make({ uid: user.uid, class: 'service' });
    const forged = [
      link.replace('service', 'marketing'),
      link.replace(user.uid, newUid()),
      '/mail/unsubscribe',
    ];
    for (const one of [...forged, link.slice(0, -2)]) expect((await visit('POST', one)).status).toBe(400);
    const settings = await db.collection(collections.notificationSettings).doc(user.uid).get();
    expect(settings.exists).toBe(false);
  });

  test('from marketing is kept as proof, like the consent before it', async () => {
    const user = await newUser();
    const choice = { isOn: true, atMs: clock.nowMs, via: 'settings' } as const;
    await changeSettings({ db, now }, user.uid, (was) => withMarketing(was, choice));
    await visit('POST', links.make({ uid: user.uid, class: 'marketing' }));
    await visit('POST', links.make({ uid: user.uid, class: 'marketing' }));
    const stored = await db.collection(collections.notificationSettings).doc(user.uid).get();
    expect(stored.get('marketing')).toMatchObject([
      { isOn: true, via: 'settings' },
      { isOn: false, via: 'link' },
    ]);
  });

  test('happens by itself for an address that bounces or complains, until the user has another one', async () => {
    const bounced = await newUser();
    behavior.rejectsRecipient = 550;
    await bounced.tell(receipt());
    clock.nowMs += 1;
    await outbox.sweep();
    delete behavior.rejectsRecipient;
    const complained = await newUser();
    const email = `${complained.uid}@example.com`;
    const report = (token: string) =>
      visit('POST', '/mail/events', { body: { type: 'complaint', email }, token });
    expect((await report('Bearer guess')).status).toBe(401);
    expect((await report('Bearer secret')).body).toBe('{"suppressed":true}');
    for (const user of [bounced, complained]) await user.tell(receipt());
    clock.nowMs += 1;
    await outbox.sweep();
    expect([...bounced.mails(), ...complained.mails()]).toEqual([]);
    await auth.updateUser(bounced.uid, { email: `new-${bounced.uid}@example.com`, emailVerified: true });
    await bounced.tell(receipt());
    clock.nowMs += 1;
    await outbox.sweep();
    expect(smtp.received.filter(({ to }) => to.includes(`new-${bounced.uid}@example.com`))).toHaveLength(1);
  });
});

test('a server that is down, busy or misconfigured for an hour loses nothing and gets each e-mail once', async () => {
  const user = await newUser();
  const nobody: MailServer = { kind: 'smtp', url: 'smtp://127.0.0.1:1', from };
  const down = instance({ server: nobody });
  await user.tell(receipt());
  await user.tell(low);
  const untilMs = clock.nowMs + HOUR_MS;
  while (clock.nowMs < untilMs) {
    clock.nowMs += 5 * MINUTE_MS;
    behavior.rejectsMail = 451;
    await down.outbox.sweep();
    await outbox.sweep();
  }
  expect((await user.deliveries()).map(({ state }) => state)).toEqual(['waiting', 'waiting']);
  delete behavior.rejectsMail;
  const before = user.mails().length;
  for (let hours = 0; hours < 4; hours++) {
    clock.nowMs += HOUR_MS;
    await outbox.sweep();
  }
  expect(user.mails().slice(before)).toHaveLength(2);
  expect((await user.deliveries()).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
});

test('an instance that is killed after the server accepted an e-mail sends it once more, with the same Message-ID', async () => {
  const user = await newUser();
  const { promise: died, resolve: die } = Promise.withResolvers<void>();
  const killed = instance({
    afterAccepted() {
      die();
      return new Promise(() => undefined);
    },
  });
  await user.tell(receipt());
  clock.nowMs += 1;
  void killed.outbox.sweep();
  await died;
  expect(user.mails()).toHaveLength(1);
  // While it may still be at work, nobody else sends it.
  clock.nowMs += 30 * SECOND_MS;
  await outbox.sweep();
  expect(user.mails()).toHaveLength(1);
  clock.nowMs += 2 * MINUTE_MS;
  await outbox.sweep();
  clock.nowMs += DAY_MS;
  await outbox.sweep();
  const ids = user.mails().map(({ mail }) => mail.messageId);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  expect(ids[0]).toMatch(/^<email-[0-9a-f]{40}@app\.example\.com>$/);
});

test.each(['before', 'after'] as const)(
  'a process killed %s any of its commits loses nothing',
  async (when) => {
    for (let kill = 1; kill <= 4; kill++) {
      const user = await newUser();
      const store = killedAt(kill, when);
      const dying = instance({ store });
      const eventId = `event-${kill}`;
      const notice = { uid: user.uid, accountId: user.uid, eventId, facts: receipt() };
      await dying.notifier.notify(notice).catch(() => undefined);
      clock.nowMs += 1;
      await dying.outbox.sweep().catch(() => undefined);
      // The trigger delivers the event again, and the sweep runs on.
      await notifier.notify(notice);
      clock.nowMs += 10 * MINUTE_MS;
      await outbox.sweep();
      clock.nowMs += 10 * MINUTE_MS;
      await outbox.sweep();
      const ids = user.mails().map(({ mail }) => mail.messageId);
      expect([1, 2]).toContain(ids.length);
      expect(new Set(ids).size).toBe(1);
      const found = await db.collection(collections.notifications).where('uid', '==', user.uid).get();
      expect(found.size).toBe(1);
    }
  },
);

test('a digest has everything since the one before, once, and what comes while it is sent is in the next', async () => {
  const user = await newUser();
  await changeSettings({ db, now }, user.uid, (was) => ({
    ...was,
    ...{ serviceEmail: 'digest', timeZone: 'America/New_York' },
  }));
  await user.tell(low);
  await user.tell({ kind: 'credits-granted', details: { micros: 5_000_000 } });
  await user.tell(receipt());
  clock.nowMs += 1;
  await outbox.sweep();
  // The receipt came at once; nine in New York is 13:00 UTC.
  expect(user.mails()).toHaveLength(1);
  clock.nowMs = Date.UTC(2026, 4, 15, 13) + 1;
  clock.nowMs = Date.UTC(2026, 4, 15, 13) + 1;
  // The clock of another instance is behind: for it, the digest is still to come.
  const arriving = instance({
    async afterAccepted() {
      clock.nowMs -= 2 * SECOND_MS;
      await user.tell({ kind: 'credits-granted', details: { micros: 7_000_000 } });
      clock.nowMs += 2 * SECOND_MS;
    },
  });
  await arriving.outbox.sweep();
  await outbox.sweep();
  expect(user.mails()).toHaveLength(2);
  const [, first] = user.mails();
  expect(first?.mail.subject).toBe('What happened since yesterday');
  expect(first?.mail.text).toContain('Your credits are running low');
  expect(first?.mail.text).toContain('5 credits were added');
  clock.nowMs += DAY_MS;
  await outbox.sweep();
  const [, , second] = user.mails();
  expect(second?.mail.text).toContain('7 credits were added');
  expect(second?.mail.text).not.toContain('5 credits were added');
  expect(user.mails()).toHaveLength(3);
});

test('the collection of Trigger Email gets each e-mail once, with its Message-ID', async () => {
  const user = await newUser();
  const server: MailServer = { kind: 'collection', collection: 'mail', from };
  const handing = instance({ server });
  await user.tell(receipt());
  clock.nowMs += 1;
  await handing.outbox.sweep();
  const { docs } = await db.collection('mail').where('to', 'array-contains', `${user.uid}@example.com`).get();
  expect(docs).toHaveLength(1);
  expect(docs[0]?.get('message')).toMatchObject({ subject: 'Receipt for Starter' });
  expect(user.mails()).toEqual([]);
});

/** The store of a process that is killed at one of its writes. */
function killedAt(kill: number, when: 'before' | 'after'): typeof db {
  let writes = 0;
  const dying = async (write: () => Promise<unknown>) => {
    writes++;
    if (writes > kill || (writes === kill && when === 'before')) throw new Error('killed');
    const result = await write();
    if (writes === kill) throw new Error('killed');
    return result;
  };
  const watched = <T extends object>(target: T, names: readonly string[]): T =>
    new Proxy(target, {
      get(of, name) {
        const value = Reflect.get(of, name);
        if (typeof value !== 'function') return value;
        if (names.includes(String(name))) return (...args: unknown[]) => dying(() => value.apply(of, args));
        return value.bind(of);
      },
    });
  return new Proxy(db, {
    get(of, name) {
      if (name === 'batch') return () => watched(of.batch(), ['commit']);
      if (name !== 'collection') {
        const value = Reflect.get(of, name);
        return typeof value === 'function' ? value.bind(of) : value;
      }
      return (path: string) => {
        const found = of.collection(path);
        return new Proxy(found, {
          get(inner, key) {
            if (key === 'doc') return (id: string) => watched(inner.doc(id), ['update', 'create']);
            const value = Reflect.get(inner, key);
            return typeof value === 'function' ? value.bind(inner) : value;
          },
        });
      };
    },
  });
}
