import { MAX_PROMPT_LENGTH } from '@firemeter/functions/contract';
import { useState } from 'react';
import { Composer } from './composer.tsx';
import { useGenerations } from './generations.tsx';
import { ImageCanvas } from './image-canvas.tsx';
import { ModelPicker } from './model-picker.tsx';
import type { StudioProps } from './studio-page.tsx';
import { useDraft } from './use-draft.ts';
import { useModel } from './use-model.ts';
import { useOffer } from './use-offer.ts';

export function ImageStudio({ name, operation, published }: StudioProps) {
  const { store } = useGenerations();
  const [text, setText] = useDraft(name);
  const [model, setModel] = useModel(name, operation);
  const [focusTurn, setFocusTurn] = useState(0);
  const offer = useOffer({ operation: name, model, input: { kind: 'image', prompt: text } });

  const takeUp = (prompt: string) => {
    setText(prompt);
    setFocusTurn((turn) => turn + 1);
  };
  return (
    <>
      <ImageCanvas name={name} operation={operation} published={published} onPrompt={takeUp} />
      <Composer
        key={focusTurn}
        label="Describe the picture"
        placeholder="Describe a picture…"
        verb="Generate"
        text={text}
        maxLength={MAX_PROMPT_LENGTH}
        offer={offer}
        onText={setText}
        onSubmit={({ priceMicros, catalogVersion }) => {
          store.start({
            operation: name,
            model,
            input: { kind: 'image', prompt: text.trim() },
            priceMicros,
            catalogVersion,
          });
          setText('');
        }}
      >
        <ModelPicker operation={operation} model={model} onModel={setModel} />
      </Composer>
    </>
  );
}
