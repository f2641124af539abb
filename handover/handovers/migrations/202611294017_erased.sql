comment on column handover.sent_back_evidence is '(blank on erase)';
comment on column attempt.note is '(blank on erase)';
comment on column offer.because is '(blank on erase)';
comment on column offer.note is '(blank on erase)';
comment on column offer.frozen is 'as of the offer: score with lines, definition, reasons with evidence, facts, source, consent, promise, capacity and calendars that applied (on erase becomes {"first": "", "words": null, "who": {"name": "Erased person", "jobTitle": null, "email": null, "phone": null, "city": null, "country": null, "company": null, "sector": null}, "reasons": [], "source": null, "consent": []})';
