import { type GenerationInput, MAX_PROMPT_LENGTH, MAX_RESULTS } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { MessageSquarePlus, MessagesSquare, Pencil, Ruler, X } from 'lucide-react';
import { Suspense, useState } from 'react';
import { canRun } from '#kit/core/cost-state.ts';
import { Select } from '../../../components/controls/select.tsx';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { Unread } from '../../../components/controls/unread.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { LabelField, readLabel } from '../../../components/work/label-field.tsx';
import { useKept } from '../../../lib/kept/use-kept.ts';
import { lazyPart } from '../../../lib/page/lazy-part.ts';
import { usePerson } from '../../../lib/service/session/person.tsx';
import { tokensText } from '../../../lib/texts/format.ts';
import { priceText } from '../../../lib/texts/price-text.ts';
import { useGenerations } from '../../../lib/work/generations.tsx';
import { type PricedOffer, useOffer } from '../../../lib/work/use-offer.ts';
import { Composer } from '../composer.tsx';
import type { StudioProps } from '../kinds/studio-kind.ts';
import { ModelChoices } from '../model-choices.tsx';
import { useDraft } from '../use-draft.ts';
import { useModel } from '../use-model.ts';
import { chatMessages } from './chat-messages.ts';
import { ChatThread } from './chat-thread.tsx';
import type { ConversationListProps } from './conversation-list.tsx';
import type { Turn } from './conversations.ts';
import { useAnswers } from './use-answers.ts';
import { useConversations } from './use-conversations.ts';

const ConversationList = lazyPart<ConversationListProps>(() =>
  import('./conversation-list.tsx').then((module) => module.ConversationList),
);

/** The longest an answer may get, which is what its price is held for. */
const lengths = [
  { value: '256', label: t`Short`, aside: tokensText(256) },
  { value: '1024', label: t`Medium`, aside: tokensText(1_024) },
  { value: '4096', label: t`Long`, aside: tokensText(4_096) },
] as const;

const noTurns: readonly Turn[] = [];

/** A conversation, and the ways to go on with it. */
export function ChatForm({ name, operation }: StudioProps) {
  const { store } = useGenerations();
  const { uid } = usePerson();
  const [text, setText] = useDraft(name);
  const [model, setModel] = useModel(name, operation);
  const [length, setLength] = useState<(typeof lengths)[number]['value']>('1024');
  const [focusTurn, setFocusTurn] = useState(0);
  const [openId, setOpenId] = useKept(`chat.${name}`, 'tab');
  /** The request whose question is being edited. */
  const [edited, setEdited] = useState<string | null>(null);
  const [isListShown, setListShown] = useState(false);
  const { list, conversations, remove, removing } = useConversations(name);
  const open = conversations.find(({ id }) => id === openId);
  const { turns, isComplete } = useAnswers(open?.turns ?? noTurns, list);
  const running = turns.some(({ generation }) => generation?.state.kind === 'running');

  const toInput = (before: typeof turns, question: string): GenerationInput => ({
    kind: 'chat',
    messages: chatMessages(before, question),
    maxOutputTokens: Number(length),
  });
  const before = edited === null ? turns : turns.filter(({ requestId }) => requestId < edited);
  const input = toInput(before, text.trim() || ' ');
  const offer = useOffer({ operation: name, model, input });
  const inputAgain = toInput(turns.slice(0, -1), turns.at(-1)?.prompt ?? ' ');
  const offerAgain = useOffer({ operation: name, model, input: inputAgain });

  const focusBox = () => setFocusTurn((turn) => turn + 1);
  const show = (id: string | null) => {
    if (edited !== null) setText('');
    setEdited(null);
    setOpenId(id);
  };
  const edit = (requestId: string | null, prompt: string) => {
    setEdited(requestId);
    setText(prompt);
    focusBox();
  };
  const ask = (asked: GenerationInput, priced: PricedOffer, replaces: string | null) => {
    const { priceMicros, holdMicros, catalogVersion } = priced;
    const label = readLabel(uid);
    const requestId = store.start({
      ...{ operation: name, model, input: asked, priceMicros, holdMicros, catalogVersion },
      ...(label !== '' && { label }),
      ...(open && { conversation: { id: open.id, ...(replaces !== null && { replaces }) } }),
    });
    if (!open) setOpenId(requestId);
    setEdited(null);
  };

  return (
    <>
      {(open || conversations.length > 0) && (
        <div className="mx-auto mb-5 flex w-full max-w-3xl flex-wrap items-center gap-2">
          {open && (
            <h2 className="min-w-0 flex-1 truncate font-semibold max-sm:flex-none max-sm:basis-full">
              {open.title}
            </h2>
          )}
          <Button size="small" className="sm:ms-auto" onClick={() => setListShown(true)}>
            <MessagesSquare aria-hidden="true" className="size-4" /> <Trans>Conversations</Trans>
          </Button>
          {open && (
            <Button
              size="small"
              onClick={() => {
                show(null);
                focusBox();
              }}
            >
              <MessageSquarePlus aria-hidden="true" className="size-4" /> <Trans>New chat</Trans>
            </Button>
          )}
        </div>
      )}
      {openId !== null && !open && !list.items ? (
        <div
          role="status"
          aria-label={t`Loading the conversation`}
          className="mx-auto w-full max-w-3xl flex-1"
        >
          <Unread status={list.status}>
            <Skeleton className="h-24" />
          </Unread>
        </div>
      ) : (
        <ChatThread
          turns={turns}
          labelOf={(turnModel) => operation.models[turnModel]?.label ?? turnModel}
          onIdea={(idea) => edit(null, idea)}
          onRemove={(requestId) => void remove([requestId])}
          onEdit={running || !isComplete ? null : edit}
          again={
            running || !isComplete || offerAgain.kind !== 'priced' || !canRun(offerAgain.state)
              ? null
              : {
                  price: priceText({ ...offerAgain, isIncomplete: false }),
                  start: (requestId) => {
                    ask(inputAgain, offerAgain, requestId);
                    focusBox();
                  },
                }
          }
        />
      )}
      <Composer
        key={focusTurn}
        label={t`Ask anything`}
        placeholder={turns.length === 0 ? t`Ask anything…` : t`Ask a follow-up…`}
        verb="send"
        text={text}
        maxLength={MAX_PROMPT_LENGTH}
        offer={offer}
        waiting={running || !isComplete}
        onText={setText}
        onSubmit={(priced) => {
          ask(input, priced, edited);
          setText('');
        }}
        above={
          edited !== null && (
            <div className="flex items-center gap-2 rounded-xl bg-sunken py-1 ps-3 pe-1 text-ink-2 text-xs">
              <Pencil aria-hidden="true" className="size-3.5 shrink-0" />
              <p className="flex-1">
                <Trans>You are editing a question. What follows it is replaced.</Trans>
              </p>
              <IconButton icon={X} label={t`Stop editing`} onClick={() => edit(null, '')} />
            </div>
          )
        }
      >
        <ModelChoices operation={name} input={input} model={model} onModel={setModel} />
        <Select
          label={t`Longest answer`}
          value={length}
          options={lengths}
          onChange={setLength}
          icon={<Ruler aria-hidden="true" className="size-4 shrink-0 text-ink-3" />}
        />
        <LabelField />
      </Composer>
      {isListShown && (
        <Suspense>
          <ConversationList
            conversations={conversations}
            list={list}
            openId={open?.id ?? null}
            removing={removing}
            onOpen={(id) => {
              show(id);
              setListShown(false);
            }}
            onRemove={async ({ id, requestIds }) => {
              for (let from = 0; from < requestIds.length; from += MAX_RESULTS)
                await remove(requestIds.slice(from, from + MAX_RESULTS));
              if (id === openId) show(null);
            }}
            onClose={() => setListShown(false)}
          />
        </Suspense>
      )}
    </>
  );
}
