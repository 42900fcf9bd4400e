import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { collections } from '../../functions/src/contract/index.ts';
import { personalFieldsOf } from '../../functions/src/contract/personal.ts';
import { storedCollections } from '../../functions/src/contract/stored-collections.ts';
import { root } from '../stack/paths.ts';
import { Problem } from '../terminal.ts';

const path = join(root, 'docs/personal-data.md');

/** Holds that the page lists the personal fields of the schemas. */
export async function assertPersonalData(): Promise<void> {
  const written = await readFile(path, 'utf8').catch(() => '');
  if (written !== page()) {
    throw new Problem('docs/personal-data.md is not what the schemas say. Run npm run personal-data.');
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

\`npm run personal-data\` writes this page from the schemas, where \`personal\` marks what says something about a person
beyond the ids of accounts and users.

## Where it is

Documents of these collections can be deleted; nothing that is kept for good needs them.

| collection | personal fields |
| --- | --- |
${rows.join('\n')}

## Where it is not

Kept for good, with ids only: ${names(all.filter(({ isKeptForGood }) => isKeptForGood))}.

Without personal fields, and not kept for good: ${names(others)}.

## What stays

Once a user's documents are deleted, a bare uid in the ledger, in payments and in the audit log identifies nobody. Reasons that
staff write for grants, refunds and other actions stay with them: nobody should write names or addresses there. Earlier builds
wrote the address of staff, and blocked addresses, into the audit log; this build writes neither.
`;
}
