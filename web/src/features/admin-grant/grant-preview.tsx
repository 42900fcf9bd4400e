import { creditsToMicros } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ShieldCheck } from 'lucide-react';
import { Logo } from '../../components/layout/logo.tsx';
import { exactCredits } from '../../lib/texts/format.ts';
import type { GrantDraft, GrantSource } from './grant-draft.ts';

const kinds: Record<GrantSource, string> = {
  bonus: t`Bonus credits`,
  referral: t`Referral credits`,
  promo: t`Promo credits`,
};

/** What is about to be given, as a voucher. */
export function GrantPreview({ draft }: { draft: GrantDraft }) {
  const credits = Number(draft.credits);
  const shown = Number.isFinite(credits) && credits > 0 ? exactCredits(creditsToMicros(credits)) : '0';
  return (
    <aside aria-label={t`Preview`} className="space-y-4">
      <div className="relative overflow-hidden rounded-2xl border border-ember/25 bg-surface p-6">
        <div
          aria-hidden="true"
          className="-end-16 -top-20 absolute size-64 rounded-full bg-[radial-gradient(closest-side,var(--glow),transparent)]"
        />
        <div className="relative flex items-center justify-between text-ink-2 text-xs">
          <span className="block">{kinds[draft.source]}</span> <Logo className="size-6" />
        </div>
        <p className="nums relative mt-8 truncate font-semibold text-5xl tracking-[-0.04em]">{shown}</p>
        <p className="relative mt-1 truncate text-ink-2">{draft.to.trim() || t`for someone`}</p>
        <p className="relative mt-6 border-line border-t border-dashed pt-3 text-ink-3 text-xs">
          {draft.expiresOn ? t`Good until ${draft.expiresOn}` : t`Never expires`}
        </p>
      </div>
      <p className="flex gap-2.5 px-1 text-ink-3 text-xs">
        <ShieldCheck aria-hidden="true" className="size-4 shrink-0" />
        <Trans>Credits that expire soonest are spent first, free ones before bought ones.</Trans>
      </p>
    </aside>
  );
}
