import type { RequestOf } from '@firemeter/functions/contract';
import { v7 } from 'uuid';
import { demoPassword } from '../../../scripts/seed.ts';

const hostingBasePort = 5000;
const admin = 'admin@demo.firemeter';

/** What is published beside the app: tests put it back, so that others meet the prices they know. */
export class PublishedPrices {
  readonly #offset: number;

  constructor(baseURL: string | undefined) {
    this.#offset = Number(new URL(baseURL ?? '').port) - hostingBasePort;
  }

  async version(): Promise<number> {
    const path = 'projects/demo-firemeter/databases/(default)/documents/system_config/catalog';
    const response = await fetch(
      `http://127.0.0.1:${8080 + this.#offset}/v1/${path}?mask.fieldPaths=version`,
      {
        headers: { authorization: 'Bearer owner' },
      },
    );
    const { fields } = (await response.json()) as { fields: { version: { integerValue: string } } };
    return Number(fields.version.integerValue);
  }

  /** Publishes a version again, past the interface. */
  async rollBackTo(toVersion: number): Promise<void> {
    const baseVersion = await this.version();
    if (baseVersion === toVersion) return;
    await this.#publish({
      action: 'rollBack',
      requestId: v7(),
      baseVersion,
      toVersion,
      reason: 'A test has ended',
    });
  }

  /** Switches an operation for everyone, past the interface. */
  async switchOperation(operation: string, to: 'on' | 'off'): Promise<void> {
    await this.#publish({
      action: 'switch',
      requestId: v7(),
      target: { kind: 'operation', operation },
      enabled: to === 'on',
      reason: 'For a test',
    });
  }

  async #publish(request: RequestOf<'updateCreditConfiguration'>): Promise<void> {
    const functions = `http://127.0.0.1:${5001 + this.#offset}/demo-firemeter/us-central1`;
    await post(`${functions}/updateCreditConfiguration`, { data: request }, await this.#idToken());
  }

  async #idToken(): Promise<string> {
    const auth = `http://127.0.0.1:${9099 + this.#offset}/identitytoolkit.googleapis.com/v1`;
    const credentials = { email: admin, password: demoPassword, returnSecureToken: true };
    const { idToken } = await post(`${auth}/accounts:signInWithPassword?key=demo`, credentials);
    return String(idToken);
  }
}

async function post(url: string, body: unknown, idToken?: string): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(idToken && { authorization: `Bearer ${idToken}` }) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}
