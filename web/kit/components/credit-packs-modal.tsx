import { useEffect, useId, useRef } from 'react';
import { trueTag } from '../core/true-tag.ts';
import { type Purchase, usePurchase } from '../hooks/use-purchase.ts';
import { useTexts } from '../texts/texts-context.ts';
import { Icon } from './icon.tsx';
import { PackCard } from './pack-card.tsx';

export interface CreditPacksModalProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Absent: every currency in which packs are sold. */
  readonly currency?: string;
  /** Opens the payment page; absent: in this tab. */
  readonly openPayment?: (url: string) => void;
  /** The packs and how they are bought; absent: as `usePurchase` does. */
  readonly purchase?: Purchase;
}

/** The packs on offer, over the page. Leads to the payment page. */
export function CreditPacksModal({ open, onClose, purchase, ...packs }: CreditPacksModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const texts = useTexts().packs;
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="fm fm-modal" aria-labelledby={titleId} onClose={onClose}>
      <header className="fm-modal-head">
        <h2 id={titleId} className="fm-modal-title">
          {texts.title}
        </h2>
        <button type="button" className="fm-plain fm-close" aria-label={texts.close} onClick={onClose}>
          ×
        </button>
      </header>
      {open && (purchase ? <Packs {...packs} {...purchase} /> : <OwnPacks {...packs} />)}
    </dialog>
  );
}

function OwnPacks({ currency, openPayment }: Pick<CreditPacksModalProps, 'currency' | 'openPayment'>) {
  return <Packs currency={currency} {...usePurchase(openPayment)} />;
}

function Packs({ currency, offers, opening, error, buy }: Purchase & { currency?: string | undefined }) {
  const texts = useTexts();
  const shown = offers?.filter((offer) => currency === undefined || offer.currency === currency);
  if (!shown) return <p className="fm-note">{texts.packs.loading}</p>;
  if (shown.length === 0) return <p className="fm-note">{texts.packs.none}</p>;
  return (
    <>
      {error && (
        <p className="fm-error" role="alert">
          <Icon name="circleAlert" /> {texts.error(error)}
        </p>
      )}
      <ul className="fm-packs">
        {shown.map((offer) => (
          <li key={`${offer.pack} ${offer.currency}`}>
            <PackCard
              offer={offer}
              tag={trueTag(offer, shown)}
              action={
                <button
                  type="button"
                  className="fm-button"
                  disabled={opening !== null}
                  onClick={() => void buy(offer)}
                >
                  {opening === offer ? texts.packs.opening : texts.packs.buy(offer.label)}
                </button>
              }
            />
          </li>
        ))}
      </ul>
    </>
  );
}
