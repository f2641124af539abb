-- Each page that is read writes its browser's row anew: with room beside it, no index has to be told.
alter table visitor set (fillfactor = 60);
