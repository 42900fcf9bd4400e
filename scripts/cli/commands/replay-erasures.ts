import { findForgotten, replayErasures as replay } from '../../../functions/src/privacy/replay-erasures.ts';
import { say, step } from '../../stack/terminal.ts';
import { chooseTarget, openStore, type TargetOptions } from '../target.ts';

/**
 * Requests the erasures again that a store has forgotten, after it was restored from a backup. The job `eraseAccounts`
 * carries them out.
 */
export async function replayErasures({
  dryRun,
  ...options
}: TargetOptions & { readonly dryRun?: boolean }): Promise<void> {
  const services = { ...(await openStore(await chooseTarget(options))), now: Date.now };
  const forgotten = await step('Comparing accounts with Auth', () => findForgotten(services));
  if (!dryRun) await step('Requesting erasures', () => replay(services, forgotten));
  const { erased, requested } = forgotten;
  for (const id of [...erased, ...requested.map(({ uid }) => uid)]) say(`  ${id}`);
  say(
    `${erased.length} erased accounts are back, and ${requested.length} requests were forgotten.${
      dryRun ? '' : ' The job eraseAccounts erases them within two hours.'
    }`,
  );
}
