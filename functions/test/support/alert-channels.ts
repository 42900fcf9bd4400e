import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { startMailStandIn } from '../../../scripts/stand-ins/mail/start-mail-stand-in.ts';
import { changeEndpoint } from '../../src/admin/endpoints/change-endpoint.ts';
import { collections, endpointKinds } from '../../src/contract/index.ts';
import { createSendMail } from '../../src/notifications/email/mail-transport.ts';
import { createPublisher, publishingHooks } from '../../src/notifications/endpoints/publisher.ts';
import { sendToEndpoint } from '../../src/notifications/endpoints/send-to-endpoint.ts';
import { createOutbox } from '../../src/notifications/outbox/outbox.ts';
import { createEndpointKeys } from '../../src/platform/receivers/endpoint-keys.ts';
import { createSendRequest } from '../../src/platform/receivers/send-request.ts';
import { runAlertHooks } from '../../src/platform/store/run-hooks.ts';
import { newRequestId } from './accounts.ts';
import { contextOf } from './backend.ts';
import { openLoopback } from './loopback.ts';

const ONCALL = 'oncall@example.com';

/** Receivers of alerts on this machine: a server for webhook, Slack and PagerDuty, and one for e-mail. */
export async function openAlertChannels() {
  const started = new AsyncDisposableStack();
  const receiver = started.use(await openLoopback());
  const smtp = started.use(await startMailStandIn({ smtpPort: 0 }));
  const addresses = {
    ...{ webhook: `${receiver.url}/webhook`, slack: `${receiver.url}/slack` },
    ...{ pagerduty: 'a'.repeat(32), email: ONCALL },
  };

  /** Sets up an endpoint of each kind in a store, and what sends to them. */
  async function connect({ db, now }: { readonly db: Firestore; readonly now: () => number }) {
    receiver.answerWith((_, response) => response.writeHead(202).end());
    const earlierMails = smtp.received.length;
    const services = {
      ...{ db, now, endpointKeys: createEndpointKeys(() => 'test-key'), sendMail: createSendMail(db) },
      sendRequest: createSendRequest({ allowsPrivate: () => true }),
      mailServer: () => ({ kind: 'smtp', url: smtp.smtpUrl, from: 'a@example.com' }) as const,
      ...{ siteAddress: () => 'https://app.example.com', pagerdutyAddress: () => receiver.url },
    };
    const outbox = createOutbox({
      ...{ db, now, queue: { add: async () => undefined } },
      send: (id, delivery) =>
        sendToEndpoint(services, id, { ...delivery, endpointId: delivery.endpointId ?? '' }),
    });
    const change = changeEndpoint({ ...services, outbox, allowsPrivateReceivers: () => true });
    const admin = { ...contextOf('admin'), role: 'admin' as const };
    for (const kind of endpointKinds) {
      await change(
        {
          ...{ action: 'create', requestId: newRequestId(now()), name: kind, kind, address: addresses[kind] },
          ...{ events: ['alert.fired', 'alert.resolved'], alerts: { leastSeverity: 'low', kinds: null } },
          reason: 'on call',
        },
        admin,
        () => undefined,
      );
    }
    const hooks = publishingHooks(createPublisher({ db, now, outbox }));
    const nothing = { data: () => undefined } as unknown as DocumentSnapshot;
    let seen = new Map<string, DocumentSnapshot>();

    return {
      /** Does what the trigger does for each alert that has changed, twice, and sends what follows. */
      async follow(sentAtMs: (nowMs: number) => void): Promise<void> {
        const { docs } = await db.collection(collections.alerts).get();
        for (const after of [...docs, ...docs]) {
          await runAlertHooks(hooks, { before: seen.get(after.id) ?? nothing, after });
        }
        seen = new Map(docs.map((alert) => [alert.id, alert]));
        sentAtMs(now() + 1);
        await outbox.sweep();
      },
      /** Returns the messages that arrived in each channel. */
      received() {
        const to = (path: string) =>
          receiver.received.filter((one) => one.path === path).map((one) => one.json());
        return {
          webhook: to('/webhook').map(({ type }) => type),
          slack: to('/slack').map(({ text }) => String(text).startsWith('Resolved: ')),
          pagerduty: to('/v2/enqueue').map(({ event_action }) => event_action),
          email: smtp.received
            .slice(earlierMails)
            .map(({ mail }) => String(mail.subject).startsWith('Resolved: ')),
        };
      },
    };
  }

  return { connect, [Symbol.asyncDispose]: () => started.disposeAsync() };
}
