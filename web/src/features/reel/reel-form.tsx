import {
  MAX_IMAGES_A_SCENE,
  MAX_SCENES,
  MAX_SHOTS,
  type PublishedCatalog,
  type ReelBrief,
  type ReelStep,
  totalPriceMicros,
} from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Clapperboard, TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { sellsCredits } from '#kit/core/sells-credits.ts';
import { useOnline } from '#kit/hooks/use-online.ts';
import { Select } from '../../components/controls/select.tsx';
import { Switch } from '../../components/controls/switch.tsx';
import { Button } from '../../components/ui/button.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { inputClass } from '../../components/ui/field.tsx';
import { LabelField, readLabel } from '../../components/work/label-field.tsx';
import { OperationIcon } from '../../components/work/operation-icon.tsx';
import { usePaysNothing } from '../../lib/data/use-pays-nothing.ts';
import { useSpendable } from '../../lib/data/use-spendable.ts';
import { useServices } from '../../lib/service/services.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { creditsText, exactCredits } from '../../lib/texts/format.ts';
import { offersKind } from '../../lib/work/offers-kind.ts';
import { planOf } from './plan-of.ts';
import { shortText } from './short-text.ts';
import { stepLabel } from './step-words.ts';

const mostPromptCharacters = 1_000;
const sceneCounts = Array.from({ length: MAX_SCENES }, (_, index) => ({
  value: String(index + 1),
  label: plural(index + 1, { one: '# scene', other: '# scenes' }),
}));
const pictureCounts = Array.from({ length: MAX_IMAGES_A_SCENE }, (_, index) => ({
  value: String(index + 1),
  label: plural(index + 1, { one: '# picture a scene', other: '# pictures a scene' }),
}));

/** What the reel is to be about, and beside it every step with the most it can cost. */
export function ReelForm({
  published,
  onStarted,
}: {
  published: PublishedCatalog;
  onStarted: (reelId: string) => void;
}) {
  const { client } = useServices();
  const { uid } = usePerson();
  const { account, availableMicros } = useSpendable();
  const online = useOnline();
  const free = usePaysNothing(published.catalog);
  const promptId = useId();
  const sells = {
    music: offersKind(published.catalog, 'music'),
    polish: offersKind(published.catalog, 'polish'),
  };
  const [prompt, setPrompt] = useState('');
  const [scenes, setScenes] = useState('3');
  const [wantedPictures, setPictures] = useState('3');
  const mostPictures = Math.floor(MAX_SHOTS / Number(scenes));
  const pictures = Math.min(Number(wantedPictures), mostPictures);
  const [music, setMusic] = useState(true);
  const [polish, setPolish] = useState(false);
  const wish: ReelBrief = {
    prompt: prompt.trim(),
    scenes: Number(scenes),
    pictures,
    music: music && sells.music,
    polish: polish && sells.polish,
  };
  // The same wish sent twice is the same reel.
  const [requestId, setRequestId] = useState(newRequestId);
  const changing =
    <V,>(change: (value: V) => void) =>
    (value: V) => {
      change(value);
      setRequestId(newRequestId());
    };
  const { steps, fault } = planOf(published, { ...wish, prompt: wish.prompt || ' ' });
  const totalMicros = steps ? totalPriceMicros(steps) : 0;
  const start = useMutation({
    mutationFn: () => {
      const label = readLabel(uid);
      return client.call('startReel', {
        requestId,
        wish,
        ...(label !== '' && { label }),
        shownPriceMicros: totalMicros,
        catalogVersion: published.version,
      });
    },
    onSuccess: ({ reelId }) => onStarted(reelId),
  });

  const firstMicros = steps?.[0]?.priceMicros ?? 0;
  const spendable = free ? Number.POSITIVE_INFINITY : (availableMicros ?? 0);
  const canStart =
    online && account?.status === 'active' && account.kind === 'person' && spendable >= firstMicros;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate();
      }}
      className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]"
    >
      <div className="space-y-4 rounded-2xl border border-line bg-surface p-5">
        <div className="space-y-1.5">
          <label htmlFor={promptId} className="font-medium text-[0.8125rem]">
            <Trans>What the reel is about</Trans>
          </label>
          <textarea
            id={promptId}
            value={prompt}
            onChange={(event) => changing(setPrompt)(event.target.value)}
            maxLength={mostPromptCharacters}
            rows={4}
            placeholder={t`A lighthouse keeper who is afraid of the dark…`}
            className={`${inputClass} field-sizing-content block min-h-28 py-2.5`}
          />
        </div>
        <div className="flex flex-wrap gap-2">
          <Select label={t`Length`} value={scenes} options={sceneCounts} onChange={changing(setScenes)} />
          <Select
            label={t`Pictures`}
            value={String(pictures)}
            options={pictureCounts.slice(0, mostPictures)}
            onChange={changing(setPictures)}
          />
          <LabelField />
        </div>
        {sells.music && (
          <Choice
            label={t`Music`}
            text={t`Composed to go with the story.`}
            checked={music}
            onChange={changing(setMusic)}
          />
        )}
        {sells.polish && (
          <Choice
            label={t`Polish`}
            text={t`Color, light and loudness at the end.`}
            checked={polish}
            onChange={changing(setPolish)}
          />
        )}
      </div>
      <section aria-label={t`Plan`} className="rounded-2xl border border-line bg-surface p-5">
        <h2 className="font-semibold">
          <Trans>What it can cost</Trans>
        </h2>
        {steps ? <PlannedSteps steps={steps} /> : <p className="mt-2 text-held">{fault}</p>}
        <p className="nums mt-3 flex items-baseline justify-between border-line border-t pt-3 font-semibold">
          <Trans>
            At most <span>{free ? t`no charge` : creditsText(totalMicros)}</span>
          </Trans>
        </p>
        {!free && availableMicros !== undefined && spendable < totalMicros && (
          <p className="mt-2 flex gap-1.5 text-held text-xs">
            <TriangleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />
            <span>
              {shortText({ availableMicros, firstMicros })}{' '}
              {sellsCredits(published.catalog) && (
                <Link to="/credits" className="font-medium text-ember-text underline underline-offset-2">
                  <Trans>Get credits</Trans>
                </Link>
              )}
            </span>
          </p>
        )}
        {start.error && (
          <div className="mt-3">
            <ErrorNotice error={toCallError(start.error)} />
          </div>
        )}
        <Button
          type="submit"
          look="primary"
          size="large"
          busy={start.isPending}
          disabled={!canStart || !steps || wish.prompt === ''}
          className="mt-4 w-full"
        >
          {!start.isPending && <Clapperboard aria-hidden="true" className="size-4" />}
          <span className="nums">
            <Trans>Make the reel</Trans>
            {!free && steps && ` · ${t`up to ${creditsText(totalMicros)}`}`}
          </span>
        </Button>
        <p className="mt-2 text-ink-3 text-xs">
          {online
            ? t`You pay for each step that succeeds. You can stop at any time.`
            : t`You are offline. This works again as soon as you are back.`}
        </p>
      </section>
    </form>
  );
}

function Choice({
  label,
  text,
  checked,
  onChange,
}: {
  label: string;
  text: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <div className="flex items-center justify-between gap-4">
      <div>
        <p className="font-medium text-[0.8125rem]">{label}</p>
        <p className="text-ink-3 text-xs">{text}</p>
      </div>
      <Switch label={label} checked={checked} onChange={onChange} />
    </div>
  );
}

/** Pictures in one line: they all cost the same. */
function PlannedSteps({ steps }: { steps: readonly ReelStep[] }) {
  const kinds = Map.groupBy(steps, ({ kind }) => kind);
  return (
    <ul className="mt-3 space-y-2 text-[0.8125rem]">
      {[...kinds].map(([kind, ofKind]) => {
        const [first] = ofKind;
        if (!first) return null;
        const { priceMicros } = first;
        return (
          <li key={kind} className="flex items-center gap-2.5">
            <OperationIcon kind={kind} className="size-4 shrink-0 text-ink-3" />
            <span className="flex-1">{ofKind.length === 1 ? stepLabel(first) : t`Pictures`}</span>
            <span className="nums text-ink-2">
              {ofKind.length > 1 && `${ofKind.length} × ${exactCredits(priceMicros)} = `}
              {exactCredits(totalPriceMicros(ofKind))}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
