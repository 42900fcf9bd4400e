import { setTimeout as wait } from 'node:timers/promises';
import { SCHEMA_VERSION } from '../../../functions/src/contract/index.ts';
import {
  type Migration,
  migrateRoles,
  migrateStore,
} from '../../../functions/src/upkeep/migrate/migrate-store.ts';
import { Problem, say, step } from '../../stack/terminal.ts';
import { chooseTarget, openStore, type TargetOptions } from '../target.ts';

export interface MigrateOptions extends TargetOptions {
  readonly to: string;
  readonly dryRun?: boolean;
  readonly roles?: boolean;
}

/**
 * Raises the schema of a store to what this build writes, and brings older documents up to it, or goes to another version.
 * An interrupted migration continues when it is run again.
 */
export async function migrate({
  dryRun: isDryRun = false,
  roles,
  ...options
}: MigrateOptions): Promise<void> {
  const to = Number(options.to);
  if (!Number.isInteger(to) || to < 1 || to > SCHEMA_VERSION)
    throw new Problem(`There is no schema version "${options.to}": this build knows 1 to ${SCHEMA_VERSION}.`);
  const target = await chooseTarget(options);
  const services = { ...(await openStore(target)), now: Date.now };
  const run = <T>(work: (migration: Omit<Migration, 'to'>) => Promise<T>) =>
    step(`${isDryRun ? 'Counting documents on' : 'Migrating'} ${target.where}`, (progress) => {
      const onPage = (counts: { seen: number; changed: number }) =>
        progress.note(`${counts.seen} documents seen, ${counts.changed} changed`);
      return work({ ...services, isDryRun, sleep: wait, onPage });
    });
  if (roles) {
    const { changed } = await run(migrateRoles);
    say(`${changed} roles that were claims ${isDryRun ? 'would become' : 'became'} staff documents.`);
    return;
  }
  const { from, seen, changed } = await run((migration) => migrateStore({ ...migration, to })).catch(
    (error) => {
      // A version that cannot be gone to says what to do first.
      throw error instanceof RangeError ? new Problem(error.message) : error;
    },
  );
  if (from === to && seen === 0) say(`The schema is at version ${to} already.`);
  else
    say(
      `The schema ${isDryRun ? 'would go' : 'went'} from version ${from} to ${to}; ${changed} of ${seen} documents ${isDryRun ? 'lack' : 'were given'} new fields.`,
    );
}
