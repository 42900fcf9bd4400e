import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** An e-mail that the stand-in has accepted. */
export interface ReceivedMail {
  readonly to: readonly string[];
  readonly mail: Email;
}

export interface MailStandIn extends AsyncDisposable {
  /** What it has accepted, oldest first. */
  readonly received: readonly ReceivedMail[];
  readonly smtpUrl: string;
}

const HOST = '127.0.0.1';
/** The most mails that it remembers. */
const MAX_KEPT = 500;

/**
 * Starts an SMTP server that accepts every mail and delivers none. With `pagePort`, the mails are shown on a page.
 * `onRecipient` and `onMail` may throw, as a server that rejects a recipient or a mail.
 */
export async function startMailStandIn(options: {
  readonly smtpPort: number;
  readonly pagePort?: number;
  readonly onRecipient?: (address: string) => void;
  readonly onMail?: (mail: ReceivedMail) => void | Promise<void>;
}): Promise<MailStandIn> {
  const { smtpPort, pagePort, onRecipient, onMail } = options;
  await using started = new AsyncDisposableStack();
  const received: ReceivedMail[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, callback) {
      settle(async () => onRecipient?.(address), callback);
    },
    onData(stream, { envelope }, callback) {
      settle(async () => {
        const mail = await PostalMime.parse(await buffer(stream));
        const one = { to: envelope.rcptTo.map(({ address }) => address), mail };
        received.push(one);
        if (received.length > MAX_KEPT) received.shift();
        await onMail?.(one);
      }, callback);
    },
  });
  // A client that was killed closes its connection.
  smtp.on('error', () => undefined);
  smtp.listen(smtpPort, HOST);
  await once(smtp.server, 'listening');
  started.defer(() => new Promise<void>((resolve) => smtp.close(resolve)));
  if (pagePort !== undefined) started.use(await servePage(pagePort, received));
  const address = smtp.server.address();
  const port = typeof address === 'object' && address ? address.port : smtpPort;
  const moved = started.move();
  return {
    received,
    smtpUrl: `smtp://${HOST}:${port}`,
    [Symbol.asyncDispose]: () => moved.disposeAsync(),
  };
}

function settle(work: () => Promise<void>, callback: (error?: Error | null) => void): void {
  work().then(
    () => callback(),
    (error: Error) => callback(error),
  );
}

/** Serves a list of the mails, and each mail as it looks. */
async function servePage(port: number, received: readonly ReceivedMail[]): Promise<AsyncDisposable> {
  const server = createServer(({ url = '/' }, response) => {
    const found = received[Number(/^\/(\d+)$/.exec(url)?.[1] ?? Number.NaN)];
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(
      found ? (found.mail.html ?? `<pre>${escapeHtml(found.mail.text ?? '')}</pre>`) : listOf(received),
    );
  });
  server.listen(port, HOST);
  await once(server, 'listening');
  return {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listOf(received: readonly ReceivedMail[]): string {
  const rows = received
    .map(
      ({ to, mail }, index) =>
        `<li><a href="/${index}">${escapeHtml(mail.subject ?? '')}</a> ${escapeHtml(to.join(', '))} · ${escapeHtml(mail.date ?? '')}</li>`,
    )
    .reverse();
  return `<!doctype html><title>Mail</title><meta name="color-scheme" content="light dark"><h1>Mail of this machine</h1><ol reversed>${rows.join('')}</ol>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
