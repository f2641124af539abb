comment on column absence.state is 'asked: waits for a manager, and counts from its first day on; granted: clocks and routing follow it; refused: for the reason in refusal';
