import { type GenerationInput, MAX_PROMPT_LENGTH } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { MessageSquarePlus, Ruler } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Select } from '../../../components/controls/select.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { LabelField, readLabel } from '../../../components/work/label-field.tsx';
import { usePerson } from '../../../lib/service/session/person.tsx';
import { tokensText } from '../../../lib/texts/format.ts';
import { useGenerations } from '../../../lib/work/generations.tsx';
import { useOffer } from '../../../lib/work/use-offer.ts';
import { Composer } from '../composer.tsx';
import type { StudioProps } from '../kinds/studio-kind.ts';
import { ModelChoices } from '../model-choices.tsx';
import { useDraft } from '../use-draft.ts';
import { useModel } from '../use-model.ts';
import { chatMessages } from './chat-messages.ts';
import { ChatThread } from './chat-thread.tsx';
import { useAnswers } from './use-answers.ts';
import { useThread } from './use-thread.ts';

/** The longest an answer may get, which is what its price is held for. */
const lengths = [
  { value: '256', label: t`Short`, aside: tokensText(256) },
  { value: '1024', label: t`Medium`, aside: tokensText(1_024) },
  { value: '4096', label: t`Long`, aside: tokensText(4_096) },
] as const;

/** A conversation, and the way to go on with it. */
export function ChatForm({ name, operation }: StudioProps) {
  const { store } = useGenerations();
  const { uid } = usePerson();
  const [text, setText] = useDraft(name);
  const [model, setModel] = useModel(name, operation);
  const [length, setLength] = useState<(typeof lengths)[number]['value']>('1024');
  const [focusTurn, setFocusTurn] = useState(0);
  const { turns, add, remove, clear } = useThread(name);
  const answered = useAnswers(turns);
  const running = answered.some(({ generation }) => generation?.state.kind === 'running');

  const messages = useMemo(() => chatMessages(answered, text.trim() || ' '), [answered, text]);
  const input: GenerationInput = { kind: 'chat', messages, maxOutputTokens: Number(length) };
  const offer = useOffer({ operation: name, model, input });

  return (
    <>
      <ChatThread
        turns={answered}
        labelOf={(turnModel) => operation.models[turnModel]?.label ?? turnModel}
        onIdea={(idea) => {
          setText(idea);
          setFocusTurn((turn) => turn + 1);
        }}
        onRemove={(requestId) => {
          store.dismiss(requestId);
          remove(requestId);
        }}
      />
      <Composer
        key={focusTurn}
        label={t`Ask anything`}
        placeholder={turns.length === 0 ? t`Ask anything…` : t`Ask a follow-up…`}
        verb="send"
        text={text}
        maxLength={MAX_PROMPT_LENGTH}
        offer={offer}
        waiting={running}
        onText={setText}
        onSubmit={({ priceMicros, holdMicros, catalogVersion }) => {
          const label = readLabel(uid);
          const requestId = store.start({
            operation: name,
            model,
            input,
            priceMicros,
            holdMicros,
            catalogVersion,
            ...(label !== '' && { label }),
          });
          add({ requestId, prompt: text.trim(), model });
          setText('');
        }}
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
        {turns.length > 0 && !running && (
          <IconButton icon={MessageSquarePlus} label={t`New chat`} onClick={clear} />
        )}
      </Composer>
    </>
  );
}
