import type { PackOffer } from '@firemeter/functions/contract';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/texts-context.ts';
import { Icon } from './icon.tsx';

export interface PackCardProps {
  readonly offer: PackOffer;
  /** The label of the catalog, as far as it is true. */
  readonly tag: PackOffer['tag'];
  /** What the credits pay for. */
  readonly children?: ReactNode;
  readonly action: ReactNode;
}

/** A pack of credits: what it costs, what is in it and what it saves. */
export function PackCard({ offer, tag, children, action }: PackCardProps) {
  const texts = useTexts();
  const { packs } = texts;
  const { label, micros, bonusMicros, currency, amountCents, centsPerCredit, savingsPercent } = offer;
  return (
    <article className="fm fm-pack" aria-label={packs.name(label)} data-tag={tag ?? undefined}>
      {tag && <p className="fm-pack-tag">{packs.tags[tag]}</p>}
      <div className="fm-pack-head">
        <h3 className="fm-pack-label">{label}</h3>
        {savingsPercent > 0 && <p className="fm-saving">{packs.saves(savingsPercent)}</p>}
      </div>
      <p className="fm-pack-credits">
        {texts.amount(micros)} <span className="fm-unit">{packs.creditsUnit}</span>
      </p>
      {bonusMicros > 0 && (
        <p className="fm-bonus">
          <Icon name="gift" /> {packs.bonus(bonusMicros)}
        </p>
      )}
      <p className="fm-pack-price">
        <span className="fm-price">{texts.money(amountCents, currency)}</span>{' '}
        {packs.perCredit(centsPerCredit, currency)}
      </p>
      {children}
      <div className="fm-pack-action">{action}</div>
    </article>
  );
}
