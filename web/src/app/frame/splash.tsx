import { t } from '@lingui/core/macro';
import { Logo } from '../../components/layout/logo.tsx';

/** While it is not yet known who is there. */
export function Splash() {
  return (
    <div role="status" aria-label={t`Loading Firemeter`} className="grid min-h-dvh place-items-center">
      <Logo className="size-12 animate-ember" />
    </div>
  );
}
