import { randomUUID } from 'node:crypto';
import {
  ACTIVITY_SHARDS,
  Account,
  activityIdOf,
  type Billing,
  balanceMicros,
  collections,
  HOUR_MS,
  MICROS_PER_CREDIT,
  type Role,
} from '@firemeter/functions/contract';
import type { Ports } from '../../../scripts/stack/ports.ts';
import { portsOf } from './demo-client.ts';
import { type MadeActivity, madeActivity } from './made-activity.ts';

const project = 'demo-firemeter';

interface StoredValue {
  integerValue?: string;
  booleanValue?: boolean;
  stringValue?: string;
  nullValue?: null;
  timestampValue?: string;
  bytesValue?: string;
  mapValue?: { fields?: Record<string, StoredValue> };
  arrayValue?: { values?: StoredValue[] };
}

/** Reads the emulators beside the app, past all rules. */
export class Store implements AsyncDisposable {
  readonly #ports: Ports;
  readonly #laidOut: string[] = [];
  /** What was in place of a document that was replaced, by its address; null: nothing. */
  readonly #replaced = new Map<string, object | null>();

  constructor(baseURL: string | undefined) {
    this.#ports = portsOf(baseURL);
  }

  /** What an account can spend, as it lies in the store. */
  async credits(uid: string): Promise<number> {
    const { lots } = await this.#account(uid);
    return balanceMicros({ lots: Account.shape.lots.parse(plain(lots)) }, Date.now()) / MICROS_PER_CREDIT;
  }

  async setAccountStatus(
    uid: string,
    { status, reason }: { status: Account['status']; reason: string | null },
  ) {
    const fields = {
      status: { stringValue: status },
      statusReason: reason === null ? { nullValue: null } : { stringValue: reason },
    };
    const mask = 'updateMask.fieldPaths=status&updateMask.fieldPaths=statusReason';
    await this.#ask(`${this.#urlOf(collections.accounts, uid)}?${mask}`, {
      method: 'PATCH',
      body: JSON.stringify({ fields }),
    });
  }

  /** Gives somebody a role, or takes it away. */
  async setRole(uid: string, role: Role | null): Promise<void> {
    const member = { schemaVersion: 1, role, updatedAt: new Date() };
    const { fields } = stored(member).mapValue ?? {};
    await this.#ask(this.#urlOf(collections.staff, uid), {
      method: 'PATCH',
      body: JSON.stringify({ fields }),
    });
  }

  /** Puts the times at which somebody's requests of an operation were admitted in the place of those that are there. */
  async setWindow(uid: string, operation: string, timesMs: readonly number[]): Promise<void> {
    const fields = { windows: stored({ [operation]: timesMs }) };
    await this.#ask(`${this.#urlOf(collections.accounts, uid)}?updateMask.fieldPaths=windows.${operation}`, {
      method: 'PATCH',
      body: JSON.stringify({ fields }),
    });
  }

  /** Returns the time at which an account was opened. */
  async openedMs(uid: string): Promise<number> {
    const { createdAt } = await this.#account(uid);
    return Date.parse(createdAt?.timestampValue ?? '');
  }

  /** Puts what is known of how somebody pays in the place of what was: a card that Stripe would have told of. */
  async setBilling(uid: string, billing: Billing): Promise<void> {
    const { fields } = stored(billing).mapValue ?? {};
    await this.#ask(this.#urlOf(collections.billing, uid), {
      method: 'PATCH',
      body: JSON.stringify({ fields }),
    });
  }

  async removeBilling(uid: string): Promise<void> {
    await this.#ask(this.#urlOf(collections.billing, uid), { method: 'DELETE' });
  }

  /** Removes the requests that were laid out: no ledger entry stands for them, so the books would be off. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const [url, before] of this.#replaced) {
      if (before === null) await this.#ask(url, { method: 'DELETE' });
      else await this.#ask(url, { method: 'PATCH', body: JSON.stringify({ fields: before }) });
    }
    for (let at = 0; at < this.#laidOut.length; at += 200) {
      await this.#commit(
        this.#laidOut.slice(at, at + 200).map((id) => ({ delete: this.#nameOf(collections.activities, id) })),
      );
    }
  }

  async hasDocument(collection: string, id: string): Promise<boolean> {
    return (await this.#find(this.#urlOf(collection, id))) !== null;
  }

  /** Puts a document in place of what is there, until the store is disposed of. */
  async replaceDocument(collection: string, id: string, data: object): Promise<void> {
    const url = this.#urlOf(collection, id);
    if (!this.#replaced.has(url)) this.#replaced.set(url, await this.#find(url));
    const { fields } = stored(data).mapValue ?? {};
    await this.#ask(url, { method: 'PATCH', body: JSON.stringify({ fields }) });
  }

  /** Returns the fields of a document; null: there is none. */
  async #find(url: string): Promise<object | null> {
    const response = await fetch(url, { headers: { authorization: 'Bearer owner' } });
    if (response.status === 404) return null;
    return ((await response.json()) as { fields: object }).fields;
  }

  /** Lays out requests of a person, until the store is disposed of. @returns their ids, in the order in which they were made */
  async addActivities(uid: string, count: number, told: (n: number) => MadeActivity): Promise<string[]> {
    const run = randomUUID().slice(0, 8);
    const activities = Array.from({ length: count }, (_, n) => {
      const requestId = `${run}-${String(n).padStart(5, '0')}`;
      const data = madeActivity({ uid, requestId, shard: n % ACTIVITY_SHARDS }, told(n));
      return { id: activityIdOf({ accountId: uid, requestId }), data };
    });
    for (let at = 0; at < count; at += 200) {
      const writes = activities.slice(at, at + 200).map(({ id, data }) => ({
        update: { name: this.#nameOf(collections.activities, id), ...stored(data).mapValue },
      }));
      await this.#commit(writes);
    }
    const ids = activities.map(({ id }) => id);
    this.#laidOut.push(...ids);
    return ids;
  }

  async #commit(writes: readonly object[]): Promise<void> {
    await this.#ask(this.#urlOf('', '').replace(/\/+$/, ':commit'), {
      method: 'POST',
      body: JSON.stringify({ writes }),
    });
  }

  /** Writes past the ledger: accounts that owe what no entry says, until they are put right. @returns their ids */
  async addDrifts(count: number, like: string): Promise<string[]> {
    const account = await this.#account(like);
    const run = randomUUID().slice(0, 8);
    const ids = Array.from({ length: count }, (_, n) => `off-${run}-${n}`);
    const writes = ids.map((id, n) => {
      const none = { ownerUid: id, lots: [], windows: {}, debtMicros: 7, shard: n % ACTIVITY_SHARDS };
      const { capUse: _, ...template } = account;
      const fields = { ...template, ...stored({ ...none, nextLapseAt: null }).mapValue?.fields };
      return { update: { name: this.#nameOf(collections.accounts, id), fields } };
    });
    await this.#commit(writes);
    return ids;
  }

  async removeAccounts(ids: readonly string[]): Promise<void> {
    await this.#commit(ids.map((id) => ({ delete: this.#nameOf(collections.accounts, id) })));
  }

  /** Writes an entry past the engine, which says it was made hours ago. @returns its id */
  async plantEntry(accountId: string): Promise<string> {
    const entry = {
      schemaVersion: 1,
      kind: 'grant',
      accountId,
      amounts: [],
      totalMicros: 0,
      debtDeltaMicros: 0,
      actor: { kind: 'system', uid: null },
      lot: { lotId: 'planted', source: 'bonus', grantedAtMs: 0, expiresAtMs: null, paymentId: null },
      reason: 'planted',
      traceId: 'planted',
      createdAt: new Date(Date.now() - 3 * HOUR_MS),
    };
    const id = `planted-${randomUUID().slice(0, 8)}`;
    const { fields } = stored(entry).mapValue ?? {};
    await this.#ask(this.#urlOf(collections.ledger, id), {
      method: 'PATCH',
      body: JSON.stringify({ fields }),
    });
    return id;
  }

  async removeEntry(id: string): Promise<void> {
    await this.#ask(this.#urlOf(collections.ledger, id), { method: 'DELETE' });
  }

  /** Ends a request as if its work were done. */
  async completeActivity(activityId: string): Promise<void> {
    const fields = {
      status: stored('completed'),
      endedAt: stored(new Date()),
      capturedMicros: stored(2_000_000),
    };
    const mask = Object.keys(fields).map((field) => `updateMask.fieldPaths=${field}`);
    await this.#ask(`${this.#urlOf(collections.activities, activityId)}?${mask.join('&')}`, {
      method: 'PATCH',
      body: JSON.stringify({ fields }),
    });
  }

  /** Records that an account was turned away so many times. */
  async addRejections(accountId: string, code: string, count: number): Promise<void> {
    const entry = { atMs: Date.now(), accountId, operation: 'image', model: 'nano-banana', code };
    const entries = Array.from({ length: count }, () => entry);
    const { fields } = stored({ schemaVersion: 1, count, entries, createdAt: new Date() }).mapValue ?? {};
    await this.#ask(this.#urlOf(collections.rejections, randomUUID()), {
      method: 'PATCH',
      body: JSON.stringify({ fields }),
    });
  }

  /** The link that would have been mailed. */
  async verificationLink(email: string): Promise<string | undefined> {
    const auth = `http://127.0.0.1:${this.#ports.auth}/emulator/v1/projects/${project}/oobCodes`;
    const { oobCodes } = (await this.#ask(auth)) as { oobCodes: { email: string; oobLink: string }[] };
    return oobCodes.findLast((code) => code.email === email)?.oobLink;
  }

  async #account(uid: string): Promise<Record<string, StoredValue>> {
    const { fields } = (await this.#ask(this.#urlOf(collections.accounts, uid))) as {
      fields: Record<string, StoredValue>;
    };
    return fields;
  }

  #urlOf(collection: string, id: string): string {
    const documents = `http://127.0.0.1:${this.#ports.firestore}/v1/projects/${project}/databases/(default)/documents`;
    return `${documents}/${collection}/${id}`;
  }

  #nameOf(collection: string, id: string): string {
    return `projects/${project}/databases/(default)/documents/${collection}/${id}`;
  }

  async #ask(url: string, init: RequestInit = {}): Promise<unknown> {
    const headers = { authorization: 'Bearer owner', 'content-type': 'application/json' };
    const response = await fetch(url, { ...init, headers });
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }
}

function plain(value: StoredValue | undefined): unknown {
  if (value === undefined) return undefined;
  if (value.integerValue !== undefined) return Number(value.integerValue);
  if (value.arrayValue) return (value.arrayValue.values ?? []).map(plain);
  if (value.mapValue) {
    return Object.fromEntries(
      Object.entries(value.mapValue.fields ?? {}).map(([name, field]) => [name, plain(field)]),
    );
  }
  return value.stringValue ?? value.booleanValue ?? null;
}

/** As the store's REST interface writes it; every number a whole one. */
function stored(value: unknown): StoredValue {
  if (value === null) return { nullValue: null };
  if (value instanceof Uint8Array) return { bytesValue: Buffer.from(value).toString('base64') };
  if (value instanceof Date) return { timestampValue: value.toISOString() };
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { booleanValue: value };
  if (typeof value === 'number') return { integerValue: String(value) };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(stored) } };
  const fields = Object.entries(value as object).map(([name, field]) => [name, stored(field)]);
  return { mapValue: { fields: Object.fromEntries(fields) } };
}
