import type { OutputOf } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Dices, RotateCcw, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { Unread } from '../../../components/controls/unread.tsx';
import { FavoriteButton } from '../../../components/results/favorite-button.tsx';
import { ResultImage } from '../../../components/results/result-image.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { FactList } from '../../../components/ui/fact-list.tsx';
import { focusItself } from '../../../components/ui/focus-itself.ts';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { CreditFlowAmounts } from '../../../components/work/credit-amount.tsx';
import { dateTimeText, durationText } from '../../../lib/texts/format.ts';
import { useResult } from '../../../lib/work/use-result.ts';
import { useTakeUp, useWholePrompt } from '../../../lib/work/whole-prompt.ts';
import { BeforeAfter } from './before-after.tsx';
import { PictureDownload } from './picture-download.tsx';
import { pieceState } from './piece-state.ts';
import type { Piece } from './pieces.ts';
import { useSourceOf } from './use-source-of.ts';

export interface LightboxProps {
  piece: Piece;
  modelLabel: string;
  onClose: () => void;
  onPrompt: (prompt: string) => void;
  /** Takes up the prompt and settings with another seed; null: the model takes none. */
  onVary: ((prompt: string) => void) | null;
}

/** A picture large, with everything known about it. */
export function Lightbox({ piece, modelLabel, onClose, onPrompt, onVary }: LightboxProps) {
  const state = pieceState(piece);
  const known = state.kind === 'done' ? state.output : undefined;
  const stored = useResult({ activityId: piece.activityId, wanted: known === undefined });
  const output = known ?? stored.data;
  const { activity } = piece;
  const prompt = useWholePrompt(piece);
  const takeUp = useTakeUp(piece, onPrompt);
  const vary = useTakeUp(piece, onVary ?? onPrompt);
  const tookMs = activity?.endedAt ? activity.endedAt - activity.createdAt : null;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim backdrop-blur-md" />
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusItself}
          className="fixed inset-3 z-50 m-auto flex h-fit max-h-[calc(100dvh-1.5rem)] max-w-6xl animate-pop flex-col overflow-y-auto rounded-2xl border border-line-strong bg-surface shadow-float outline-none lg:flex-row"
        >
          <div className="grid min-h-64 flex-1 place-items-center bg-sunken">
            {output?.kind === 'image' ? (
              <PictureOrChange piece={piece} output={output} />
            ) : (
              <Unread status={stored.isError ? 'error' : 'live'}>
                <Skeleton className="aspect-square w-full rounded-none" />
              </Unread>
            )}
          </div>
          <div className="flex w-full shrink-0 flex-col gap-5 p-6 lg:w-80">
            <div className="flex items-start justify-between gap-3">
              <Dialog.Title className="max-h-60 min-w-0 overflow-y-auto break-words font-semibold leading-snug">
                {prompt}
              </Dialog.Title>
              <Dialog.Close asChild>
                <IconButton icon={X} label={t`Close`} className="-mt-1.5 -me-2" />
              </Dialog.Close>
            </div>
            {'flow' in state && <CreditFlowAmounts flow={state.flow} />}
            <FactList
              facts={[
                { label: t`Model`, value: modelLabel },
                { label: t`Made`, value: dateTimeText(piece.startedAtMs) },
                ...(tookMs === null ? [] : [{ label: t`Time taken`, value: durationText(tookMs) }]),
              ]}
            />
            <div className="mt-auto flex flex-wrap gap-2">
              {output?.kind === 'image' && (
                <PictureDownload output={output} requestId={piece.requestId} title={piece.prompt} />
              )}
              {state.kind === 'done' && (
                <FavoriteButton activity={activity ?? { requestId: piece.requestId }} />
              )}
              <Button
                onClick={() => {
                  onClose();
                  takeUp();
                }}
              >
                <RotateCcw aria-hidden="true" className="size-4" /> <Trans>Use prompt</Trans>
              </Button>
              {onVary && (
                <Button
                  onClick={() => {
                    onClose();
                    vary();
                  }}
                >
                  <Dices aria-hidden="true" className="size-4" /> <Trans>Vary</Trans>
                </Button>
              )}
            </div>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** What was changed is shown with what it was before. */
function PictureOrChange({ piece, output }: { piece: Piece; output: OutputOf<'image'> }) {
  const source = useSourceOf(piece);
  const { requestId } = piece;
  if (source) return <BeforeAfter before={source} after={{ requestId, output }} />;
  return (
    <ResultImage output={output} requestId={requestId} className="max-h-[88dvh] w-full object-contain" />
  );
}
