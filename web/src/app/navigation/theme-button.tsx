import { t } from '@lingui/core/macro';
import { Moon, Sun } from 'lucide-react';
import { IconButton } from '../../components/ui/icon-button.tsx';
import { setTheme, useTheme } from '../../lib/page/theme.ts';

export function ThemeButton() {
  const { shown } = useTheme();
  const other = shown === 'dark' ? 'light' : 'dark';
  return (
    <IconButton
      icon={shown === 'dark' ? Sun : Moon}
      label={other === 'light' ? t`Switch to light theme` : t`Switch to dark theme`}
      onClick={() => setTheme(other)}
    />
  );
}
