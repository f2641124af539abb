/** Mail templates: words for a mail to one person that come again, with places filled in from what is known of them. */
