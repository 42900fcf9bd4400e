import { assertNever, formatCredits } from '@firemeter/functions/contract';
import { Ban, CircleAlert, Clock3, type LucideIcon, Power, TriangleAlert, WifiOff } from 'lucide-react';
import { classNames } from '../../components/class-names.ts';
import { creditsText, durationText } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import type { Offer } from './use-offer.ts';

interface Words {
  icon?: LucideIcon;
  className: string;
  text: string;
}

/** Under the prompt: what will be left, or what stands in the way and what to do about it. */
export function CostLine({ id, offer }: { id: string; offer: Offer }) {
  const nowMs = useNow({ everyMs: 1_000 });
  const { icon: Icon, className, text } = words(offer, nowMs);
  return (
    <p id={id} className={classNames('flex min-h-5 items-start gap-1.5 text-xs', className)}>
      {Icon && <Icon aria-hidden="true" className="mt-px size-3.5 shrink-0" />}
      <span>{text}</span>
    </p>
  );
}

const calm = 'text-ink-3';
const warning = 'text-held';
const stop = 'text-bad';

function words(offer: Offer, nowMs: number): Words {
  switch (offer.kind) {
    case 'loading':
      return { className: calm, text: 'Looking up the price…' };
    case 'offline':
      return {
        icon: WifiOff,
        className: warning,
        text: 'You are offline. This works again as soon as you are back.',
      };
    case 'unavailable':
      return { icon: Power, className: warning, text: offer.message };
    case 'priced':
      return pricedWords(offer, nowMs);
    default:
      return assertNever(offer);
  }
}

function pricedWords(
  { state, exact, priceMicros }: Extract<Offer, { kind: 'priced' }>,
  nowMs: number,
): Words {
  const fair = exact ? '' : ' You pay for the tokens used.';
  switch (state.kind) {
    case 'loading':
      return { className: calm, text: 'Looking up your balance…' };
    case 'unlimited':
      return { className: calm, text: 'Your account is unlimited: nothing is charged.' };
    case 'enough':
      return { className: calm, text: `${left(state.leftMicros, exact)}${fair}` };
    case 'low':
      return {
        icon: TriangleAlert,
        className: warning,
        text: `Running low: ${left(state.leftMicros, exact)}${fair}`,
      };
    case 'insufficient':
      return {
        icon: CircleAlert,
        className: stop,
        text: `This costs ${exact ? '' : 'up to '}${creditsText(priceMicros)}; you have ${formatCredits(state.availableMicros)}. ${
          exact
            ? 'Choose a cheaper model or ask for more credits.'
            : 'Choose a shorter answer or ask for more credits.'
        }`,
      };
    case 'suspended':
      return {
        icon: Ban,
        className: stop,
        text: `Your account is suspended${state.reason ? `: ${state.reason}.` : '.'} Contact the team to have it lifted.`,
      };
    case 'limited':
      return {
        icon: Clock3,
        className: warning,
        text: `You have made ${state.limit.max} requests in ${durationWords(state.limit.windowMs)}. Next one in ${durationText(state.retryAtMs - nowMs)}.`,
      };
    default:
      return assertNever(state);
  }
}

function left(micros: number, exact: boolean): string {
  return exact
    ? `${creditsText(micros)} left after this.`
    : `At least ${creditsText(micros)} left after this.`;
}

function durationWords(ms: number): string {
  return ms === 3_600_000 ? 'the last hour' : `the last ${durationText(ms)}`;
}
