import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '../../components/ui/button.tsx';
import { CopyText } from '../../components/ui/copy-text.tsx';

/** Shows the secret of a webhook, once. */
export function EndpointSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <div role="status" className="space-y-4 rounded-2xl border border-line bg-sunken p-4">
      <p className="font-medium">
        <Trans>Copy the secret now. It is not shown again.</Trans>
      </p>
      <CopyText text={secret} label={t`secret`} />
      <p className="text-ink-2 text-xs">
        <Trans>Your receiver checks the signature of each message with it.</Trans>
      </p>
      <Button onClick={onDone}>
        <Trans>Done</Trans>
      </Button>
    </div>
  );
}
