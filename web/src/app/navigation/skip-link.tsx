import { Trans } from '@lingui/react/macro';

/** The first stop of the keyboard: past the navigation, to what the page is about. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="-translate-y-20 fixed top-3 start-3 z-50 rounded-lg bg-ember px-4 py-2 font-semibold text-on-ember transition-transform focus:translate-y-0"
    >
      <Trans>Skip to content</Trans>
    </a>
  );
}
