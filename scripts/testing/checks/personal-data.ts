import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  collections,
  DAY_MS,
  expiringCopies,
  HOUR_MS,
  HoldReason,
  heldCollections,
  keptAfterErasure,
} from '../../../functions/src/contract/index.ts';
import { personalFieldsOf } from '../../../functions/src/contract/store/personal.ts';
import { storedCollections } from '../../../functions/src/contract/store/stored-collections.ts';
import { root } from '../../stack/paths.ts';
import { Problem } from '../../stack/terminal.ts';

const path = join(root, 'docs/personal-data.md');

/** Checks that the page lists the personal fields of the schemas. */
export async function assertPersonalData(): Promise<void> {
  const written = await readFile(path, 'utf8').catch(() => '');
  if (written !== page()) {
    throw new Problem('docs/personal-data.md does not match the schemas. Run npm run personal-data.');
  }
}

export async function writePersonalData(): Promise<void> {
  await writeFile(path, page());
}

function page(): string {
  const all = Object.entries(storedCollections).map(([name, { schemas, isKeptForGood }]) => ({
    name: `\`${collections[name as keyof typeof collections]}\``,
    isKeptForGood,
    fields: [...new Set(schemas.flatMap((schema) => personalFieldsOf(schema)))].map(
      (field) => `\`${field}\``,
    ),
  }));
  const holding = all.filter(({ fields }) => fields.length > 0);
  const others = all.filter(({ fields, isKeptForGood }) => fields.length === 0 && !isKeptForGood);
  const rows = holding.map(({ name, fields }) => `| ${name} | ${fields.join(', ')} |`);
  const names = (some: typeof all) => some.map(({ name }) => name).join(', ');
  return `# Personal data

\`npm run personal-data\` generates this page from the schemas. There, \`personal\` marks each field that says something about a
person, except for the ids of accounts and users.

## Where it is

Documents in these collections can be deleted. No document that is kept for good depends on them.

| collection | personal fields |
| --- | --- |
${rows.join('\n')}

## Where it is not

These collections are kept for good and refer to people only by id: ${names(all.filter(({ isKeptForGood }) => isKeptForGood))}.

These have no personal fields and aren't kept for good: ${names(others)}.

## What an erasure does

| collection | documents about a person are | what stays is kept for |
| --- | --- | --- |
${erasureRows()}

Evidence stays longer while a dispute, a review or a legal hold is open: ${evidenceFields()}.

## When the rest is gone

After an erasure at most this long:

| what | gone after |
| --- | --- |
${deadlineRows()}

## What stays

After a user's documents are deleted, the uid that remains in the ledger, in payments and in the audit log identifies nobody.
The reasons of staff in the audit log are erased. Those of grants and refunds are also in the ledger and stay, so staff shouldn't write
names or addresses there. Earlier builds wrote the e-mail and IP addresses of staff, and blocked addresses, to the audit log. This build
writes none of them.
`;
}

function erasureRows(): string {
  return heldCollections()
    .map(([name, { erased, keptFor }]) => `| \`${collections[name]}\` | ${erased} | ${keptFor ?? ''} |`)
    .join('\n');
}

function evidenceFields(): string {
  return heldCollections()
    .flatMap(([name, { evidence = [] }]) => evidence.map((field) => `\`${collections[name]}.${field}\``))
    .join(', ');
}

function deadlineRows(): string {
  const kept = keptAfterErasure(0, HoldReason.options).filter(({ what }) => what !== 'copies');
  const items = kept.map(({ what, untilMs }) => [what, untilMs] as const);
  return [...items, ...Object.entries(expiringCopies)]
    .map(([what, afterMs]) => `| ${what.replaceAll('-', ' ')} | ${afterText(what, afterMs)} |`)
    .join('\n');
}

function afterText(what: string, afterMs: number | null): string {
  if (what === 'legal-hold') return 'whenever staff end it';
  if (afterMs === null) return 'never: kept under the bare id';
  return afterMs < DAY_MS ? `${afterMs / HOUR_MS} hours` : `${afterMs / DAY_MS} days`;
}
