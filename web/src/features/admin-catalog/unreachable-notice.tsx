/** Warns that what is about to be published names providers that the server cannot reach. */
export function UnreachableNotice({ providers }: { providers: readonly string[] }) {
  if (providers.length === 0) return null;
  return (
    <p role="note" className="mt-3 text-bad text-sm">
      No key is set for {providers.join(', ')}. Models of {providers.length === 1 ? 'it' : 'these'} are not
      offered until there is one.
    </p>
  );
}
