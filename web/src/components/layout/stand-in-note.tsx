import { Trans } from '@lingui/react/macro';
import { useServices } from '../../lib/service/services.ts';

/** Says, on the emulators and only there, that what is made may come from no real model. */
export function StandInNote() {
  const { emulators } = useServices();
  if (!emulators) return null;
  return (
    <p className="text-ink-3 text-xs">
      <Trans>Local demo: stand-ins answer for models without a key.</Trans>
    </p>
  );
}
