import { beforeEach, expect, test } from 'vitest';
import { decideApproval } from '../../src/admin/approvals/decide-approval.ts';
import { requestApproval } from '../../src/admin/approvals/request-approval.ts';
import { setStaffSettings } from '../../src/admin/staff/set-staff-settings.ts';
import { publishApproved, updateCreditConfiguration } from '../../src/admin/update-credit-configuration.ts';
import {
  ANNOUNCEMENTS_CONFIG,
  AppError,
  builtInOperations,
  CATALOG_CONFIG,
  type Catalog,
  collections,
  DEFAULT_STAFF_SETTINGS,
  defaultCatalog,
  type RequestOf,
} from '../../src/contract/index.ts';
import { offersOf, providerLabels } from '../../src/generation/providers/registry.ts';
import { createReadStaffSettings } from '../../src/platform/signals/read-staff-settings.ts';
import { newRequestId } from '../support/accounts.ts';
import { contextOf } from '../support/backend.ts';
import { ownDb } from '../support/own-db.ts';

const send = () => undefined;
const reason = 'A test';
const adminOf = (uid: string) => ({ ...contextOf(uid), role: 'admin' as const });
const [one, two, three] = [adminOf('one'), adminOf('two'), adminOf('three')];

let db: Awaited<ReturnType<typeof ownDb>>;
beforeEach(async () => {
  db = await ownDb();
  await publish(draftAt(5_000_000), 0);
  const settings = { ...DEFAULT_STAFF_SETTINGS, approvalPricePercent: 50 };
  const owner = { ...contextOf('owner'), role: 'owner' as const };
  const request = { requestId: newRequestId(), ...settings, reason };
  await setStaffSettings({ db, now: Date.now })(request, owner, send);
});

const services = () => ({
  ...{ db, now: Date.now, offersOf, providerLabels, operations: builtInOperations },
  ...{ reachableProviders: () => new Set<string>(), staffSettings: createReadStaffSettings(db) },
});

function draftAt(micros: number): Catalog {
  const draft = structuredClone(defaultCatalog);
  const model = draft.operations.image?.models['nano-banana'];
  if (model) model.price = { kind: 'flat', micros };
  return draft;
}

const update = (request: RequestOf<'updateCreditConfiguration'>) =>
  updateCreditConfiguration(services())(request, one, send);
const publish = (draft: Catalog, baseVersion: number) =>
  update({ action: 'publish', requestId: newRequestId(), baseVersion, draft, reason });

async function inForce() {
  const stored = await db.collection(collections.config).doc(CATALOG_CONFIG).get();
  const { operations } = stored.get('catalog') as Catalog;
  const price = operations.image?.models['nano-banana']?.price;
  return { version: stored.get('version') as number, micros: price?.kind === 'flat' ? price.micros : null };
}

async function requested(micros: number, baseVersion = 1): Promise<string> {
  const request = { action: 'publish', baseVersion, draft: draftAt(micros) as never };
  const call = { requestId: newRequestId(), action: 'publish-prices', request, reason } as const;
  return (await requestApproval({ db, now: Date.now })(call, one, send)).approvalId;
}

function decide(approvalId: string, by: ReturnType<typeof adminOf>) {
  const executors = { 'publish-prices': publishApproved(services()) } as never;
  const call = { requestId: newRequestId(), approvalId, decision: 'approve', reason } as const;
  return decideApproval({ db, now: Date.now, executors })(call, by, send);
}

const refused = (reasonOf: string) =>
  expect.objectContaining({ details: expect.objectContaining({ reason: reasonOf }) });

test('prices that change by more than the threshold are published by a second admin, exactly once', async () => {
  await expect(publish(draftAt(20_000_000), 1)).rejects.toEqual(refused('approval-needed'));
  expect(await inForce()).toEqual({ version: 1, micros: 5_000_000 });
  const approvalId = await requested(20_000_000);
  await expect(decide(approvalId, one)).rejects.toEqual(refused('own-request'));
  const results = await Promise.allSettled([two, three].map((by) => decide(approvalId, by)));
  expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
  expect(await inForce()).toEqual({ version: 2, micros: 20_000_000 });
  const audit = db.collection(collections.audit);
  expect((await audit.doc(`request-approval-${approvalId}`).get()).get('actor.uid')).toBe('one');
  const approved = await audit.doc(`approve-${approvalId}`).get();
  expect(['two', 'three']).toContain(approved.get('actor.uid'));
  expect(approved.get('after.target')).toBe(`system_config/${CATALOG_CONFIG}`);
});

test('an approved draft that another version has overtaken is not published', async () => {
  const approvalId = await requested(20_000_000);
  await publish(draftAt(6_000_000), 1);
  await expect(decide(approvalId, two)).rejects.toBeInstanceOf(AppError);
  expect(await inForce()).toEqual({ version: 2, micros: 6_000_000 });
});

test('smaller changes, switches and going back to an earlier version need no second admin', async () => {
  await publish(draftAt(7_000_000), 1);
  const off = { action: 'switch', target: { kind: 'all' }, enabled: false } as const;
  await update({ ...off, requestId: newRequestId(), reason });
  const executors = publishApproved(services());
  const much = { action: 'publish', baseVersion: 3, draft: draftAt(70_000_000), reason } as const;
  await executors({ ...much, requestId: newRequestId() }, two, send);
  await update({ action: 'rollBack', requestId: newRequestId(), baseVersion: 4, toVersion: 1, reason });
  expect(await inForce()).toEqual({ version: 5, micros: 5_000_000 });
});

test('without a threshold one admin suffices', async () => {
  const owner = { ...contextOf('owner'), role: 'owner' as const };
  const request = { requestId: newRequestId(), ...DEFAULT_STAFF_SETTINGS, reason };
  await setStaffSettings({ db, now: Date.now })(request, owner, send);
  await publish(draftAt(70_000_000), 1);
  expect((await inForce()).version).toBe(2);
});

test('a publication with a notice announces what becomes dearer, in its own commit and once', async () => {
  const due = async () => {
    const stored = await db.collection(collections.config).doc(ANNOUNCEMENTS_CONFIG).get();
    return (stored.get('due') ?? []) as {
      id: string;
      rises: unknown;
      note: unknown;
      names: { en: string };
    }[];
  };
  const note = { en: 'Models cost us more.', de: 'In German: models cost us more.' };
  const dearer: RequestOf<'updateCreditConfiguration'> & { action: 'publish' } = {
    ...{ action: 'publish', requestId: newRequestId(), baseVersion: 1, reason },
    ...{ draft: draftAt(6_000_000), announcement: { note } },
  };
  await update(dearer);
  await update(dearer);
  expect(await due()).toMatchObject([
    { id: 'prices-2', rises: [{ operation: 'image', model: 'nano-banana' }], note },
  ]);
  expect((await due())[0]?.names.en).toContain('Nano Banana');
  await update({ ...dearer, requestId: newRequestId(), baseVersion: 2, draft: draftAt(5_000_000) });
  await publish(draftAt(7_000_000), 3);
  expect(await due()).toHaveLength(1);
});
