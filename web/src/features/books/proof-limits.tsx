import { Trans } from '@lingui/react/macro';

/** Names what no verification can prove. */
export function ProofLimits() {
  return (
    <section aria-labelledby="limits" className="mt-8">
      <h2 id="limits" className="font-semibold">
        <Trans>What this can’t prove</Trans>
      </h2>
      <ul className="mt-2 list-disc space-y-1.5 pl-5 text-ink-2">
        <li>
          <Trans>
            That nothing was rewritten before this browser first looked. Whoever has the signing key can write
            a whole history anew; only a seal that was seen before, here or on paper, shows it.
          </Trans>
        </li>
        <li>
          <Trans>
            Anything about entries from before sealing began: they were sealed as they were found then.
          </Trans>
        </li>
        <li>
          <Trans>Anything about entries that are not sealed yet.</Trans>
        </li>
        <li>
          <Trans>
            That a charge was right. It proves that the record of it has not changed since, not what was
            delivered for it.
          </Trans>
        </li>
        <li>
          <Trans>
            Anything, if the page itself was changed to say so. It is served by the operator whose books it
            checks.
          </Trans>
        </li>
        <li>
          <Trans>
            Clearing the data of this site removes what the browser remembers. A restored backup looks like a
            cut history, because it is one.
          </Trans>
        </li>
      </ul>
    </section>
  );
}
