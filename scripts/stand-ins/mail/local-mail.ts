import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { root } from '../../stack/paths.ts';
import type { Ports } from '../../stack/ports.ts';
import type { Progress } from '../../stack/terminal.ts';

export interface LocalMail {
  /** What the functions find in their environment. */
  env: Readonly<Record<string, string>>;
  start(progress: Progress): Promise<AsyncDisposable>;
}

/** The SMTP server of functions/.secret.local if it names one of yours, else a stand-in that delivers no mail. */
export async function localMail(ports: Ports): Promise<LocalMail> {
  const { SMTP_URL: url = '' } = parseEnv(await readFile(join(root, 'functions', '.secret.local'), 'utf8'));
  if (url !== '' && !url.startsWith('demo-')) return { env: {}, start: useServer };
  return {
    env: { SMTP_STAND_IN: `smtp://127.0.0.1:${ports.smtp}` },
    async start(progress) {
      const { startMailStandIn } = await import('./start-mail-stand-in.ts');
      progress.note(`a stand-in shows every mail at http://127.0.0.1:${ports.mail}; none is delivered`);
      return startMailStandIn({ smtpPort: ports.smtp, pagePort: ports.mail });
    },
  };
}

async function useServer(progress: Progress): Promise<AsyncDisposable> {
  progress.note('the SMTP server in functions/.secret.local');
  return { [Symbol.asyncDispose]: async () => undefined };
}
