import {
  CheckCircleOutlined,
  CloseCircleOutlined,
  EditOutlined,
  PauseCircleOutlined,
  SyncOutlined,
  UndoOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import type { RunState } from '../import-run.ts';

const LOOKS: Record<RunState, { tone: Tone; icon: ReactNode }> = {
  mapping: { tone: 'quiet', icon: <EditOutlined /> },
  running: { tone: 'info', icon: <SyncOutlined /> },
  stopped: { tone: 'warn', icon: <PauseCircleOutlined /> },
  done: { tone: 'good', icon: <CheckCircleOutlined /> },
  failed: { tone: 'bad', icon: <CloseCircleOutlined /> },
  undoing: { tone: 'info', icon: <UndoOutlined /> },
  undone: { tone: 'quiet', icon: <UndoOutlined /> },
};

export function RunChip({ state }: { state: RunState }) {
  const t = useWords('imports');
  return <Chip {...LOOKS[state]} text={t(`states.${state}`)} />;
}
