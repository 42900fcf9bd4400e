import type { RequestOf } from '@firemeter/functions/contract';
import { v7 } from 'uuid';
import type { DemoClient } from '../../../scripts/stack/local/demo-client.ts';
import type { Ports } from '../../../scripts/stack/ports.ts';
import { clientOf, portsOf } from './demo-client.ts';

const admin = 'admin@demo.firemeter';

/** What is published beside the app: tests put it back, so that others meet the prices they know. */
export class PublishedPrices {
  readonly #ports: Ports;
  readonly #client: DemoClient;

  constructor(baseURL: string | undefined) {
    this.#ports = portsOf(baseURL);
    this.#client = clientOf(baseURL);
  }

  async version(): Promise<number> {
    const path = 'projects/demo-firemeter/databases/(default)/documents/system_config/catalog';
    const response = await fetch(
      `http://127.0.0.1:${this.#ports.firestore}/v1/${path}?mask.fieldPaths=version`,
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
    await this.#client.call('updateCreditConfiguration', { as: admin, request });
  }
}
