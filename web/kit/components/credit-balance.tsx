import { useBalance } from '../hooks/use-balance.ts';
import { useTexts } from '../texts/texts-context.ts';
import { BalanceView, type BalanceViewProps } from './balance-view.tsx';

export type CreditBalanceProps = Pick<BalanceViewProps, 'mark' | 'renderAmount'> & {
  /** Makes it a button, such as one that opens `CreditPacksModal`. */
  readonly onPress?: () => void;
};

/** The balance of whoever is signed in, live. Shows nothing while nobody is. */
export function CreditBalance({ onPress, ...view }: CreditBalanceProps) {
  const balance = useBalance();
  const texts = useTexts().balance;
  if (balance.status === 'signed-out') return null;
  if (balance.status !== 'ready') return <span className="fm-balance fm-skeleton" aria-busy="true" />;
  const shown = <BalanceView {...balance} {...view} />;
  return onPress ? (
    <button type="button" className="fm-plain" aria-label={buttonLabel(texts, balance)} onClick={onPress}>
      {shown}
    </button>
  ) : (
    <section className="fm" aria-label={texts.label}>
      {shown}
    </section>
  );
}

function buttonLabel(
  { unlimited, available }: ReturnType<typeof useTexts>['balance'],
  balance: { unlimited: boolean; availableMicros: number },
): string {
  return balance.unlimited ? unlimited : available(balance.availableMicros);
}
