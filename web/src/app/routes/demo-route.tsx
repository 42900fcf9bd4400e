import { TextsProvider } from '#kit/texts/texts-context.ts';
import { Tips } from '../../components/controls/tips.tsx';
import { DemoPage } from '../../features/demo/demo-page.tsx';
import { studioKinds } from '../../features/studio/kinds/index.ts';
import { kitTexts } from '../../lib/texts/kit-texts.ts';
import { KindsProvider } from '../../lib/work/kinds.ts';

/** The page of components, which needs no service: it is outside the workspace. */
export function DemoRoute() {
  return (
    <TextsProvider value={kitTexts}>
      <KindsProvider value={studioKinds}>
        <DemoPage />
        <Tips />
      </KindsProvider>
    </TextsProvider>
  );
}
