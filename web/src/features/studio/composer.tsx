import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ArrowUp, Sparkles, Upload } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { canRun } from '#kit/core/cost-state.ts';
import { Button } from '../../components/ui/button.tsx';
import { CostIndicator } from '../../components/work/cost-indicator.tsx';
import { numberText } from '../../lib/texts/format.ts';
import { priceText } from '../../lib/texts/price-text.ts';
import type { Offer, PricedOffer } from '../../lib/work/use-offer.ts';

interface ComposerProps {
  label: string;
  placeholder: string;
  verb: 'generate' | 'send' | 'upload';
  text: string;
  maxLength: number;
  /** `optional`: it can begin without a text; `none`: there is no box to write in. */
  textIs?: 'needed' | 'optional' | 'none';
  /** What has to be chosen first, in words; null: nothing. */
  missing?: string | null;
  offer: Offer;
  /** Another answer is still being written. */
  waiting?: boolean;
  onText: (text: string) => void;
  onSubmit: (offer: PricedOffer) => void;
  /** Over the text: what the work starts from. */
  above?: ReactNode;
  /** Model, length: what the price depends on. */
  children: ReactNode;
}

const verbs = {
  generate: { icon: Sparkles, label: t`Generate` },
  send: { icon: ArrowUp, label: t`Send` },
  upload: { icon: Upload, label: t`Upload` },
} as const;

/** Where a prompt is written. Its button says what it costs before it is pressed. */
export function Composer(props: ComposerProps) {
  const {
    label,
    placeholder,
    verb,
    text,
    maxLength,
    textIs = 'needed',
    missing = null,
    offer,
    waiting = false,
    onText,
    onSubmit,
    above,
    children,
  } = props;
  const costId = useId();
  const boxRef = useRef<HTMLTextAreaElement>(null);
  const isIncomplete = missing !== null || (textIs !== 'none' && text.trim() === '');
  const empty = missing !== null || (textIs === 'needed' && text.trim() === '');
  const open = offer.kind === 'priced' && canRun(offer.state) && !waiting;

  const price = offer.kind === 'priced' ? priceText({ ...offer, isIncomplete }) : null;

  const submit = () => {
    if (!open || empty) return boxRef.current?.focus();
    onSubmit(offer);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  useEffect(() => boxRef.current?.focus({ preventScroll: true }), []);

  const { icon: Icon, label: verbLabel } = verbs[verb];
  return (
    <div className="sticky bottom-[var(--tabbar)] z-10 mt-auto pt-6 pb-4 sm:pb-6">
      <div
        aria-hidden="true"
        className="-z-10 -mx-4 absolute inset-0 bg-gradient-to-t from-60% from-bg to-transparent sm:-mx-6"
      />
      <div className="mx-auto max-w-3xl rounded-2xl border border-line-strong bg-surface shadow-float transition-[border-color,box-shadow] focus-within:border-ember-text/70 focus-within:ring-4 focus-within:ring-ember-soft">
        {above && <div className="px-2.5 pt-2.5">{above}</div>}
        {textIs !== 'none' && (
          <textarea
            ref={boxRef}
            aria-label={label}
            aria-describedby={costId}
            placeholder={placeholder}
            value={text}
            maxLength={maxLength}
            rows={1}
            onChange={(event) => onText(event.target.value)}
            onKeyDown={onKeyDown}
            className="field-sizing-content block max-h-48 min-h-13 w-full resize-none bg-transparent px-4 pt-4 pb-1 text-[0.9375rem] outline-none"
          />
        )}
        <div className="flex flex-wrap items-center gap-2 p-2.5">
          <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2">{children}</div>
          <Button
            look="primary"
            disabled={!open || empty}
            aria-describedby={costId}
            onClick={submit}
            className="max-sm:w-full"
          >
            <Icon aria-hidden="true" className="size-4" />
            <span className="nums">
              {verbLabel}
              {price && ` · ${price}`}
            </span>
          </Button>
        </div>
      </div>
      <div className="mx-auto mt-2 flex max-w-3xl items-start justify-between gap-4 px-1">
        <div className="min-w-0">
          {!(missing && offer.kind === 'loading') && <CostIndicator id={costId} offer={offer} />}
          {missing && <p className="text-ink-3 text-xs">{missing}</p>}
        </div>
        <p className="hidden shrink-0 text-ink-3 text-xs sm:block">
          {textIs === 'none' ? null : text.length > maxLength * 0.8 ? (
            <span className="nums">
              <Trans>{formatCount(maxLength - text.length)} characters left</Trans>
            </span>
          ) : (
            <EnterHint verb={verb} />
          )}
        </p>
      </div>
    </div>
  );
}

function EnterHint({ verb }: Pick<ComposerProps, 'verb'>) {
  return verb === 'send' ? (
    <Trans>
      <kbd className="font-sans">Enter</kbd> to send
    </Trans>
  ) : (
    <Trans>
      <kbd className="font-sans">Enter</kbd> to generate
    </Trans>
  );
}

function formatCount(count: number): string {
  return numberText(count);
}
