import { Plural, Trans } from '@lingui/react/macro';

/** Warns that what is about to be published names providers that the server cannot reach. */
export function UnreachableNotice({ providers }: { providers: readonly string[] }) {
  if (providers.length === 0) return null;
  return (
    <p role="note" className="mt-3 text-bad text-sm">
      <Trans>
        No key is set for {providers.join(', ')}.{' '}
        <Plural
          value={providers.length}
          one="Its models are not offered until there is one."
          other="Their models are not offered until there is one."
        />
      </Trans>
    </p>
  );
}
