<?xml version="1.0"?>
<CHANNEL BASE="http://example.org/news/"><TITLE>C</TITLE><ITEM HREF="1.html"><TITLE>One</TITLE></ITEM><CHANNEL BASE="old/"><TITLE>Sub</TITLE><ITEM HREF="2.html"><TITLE>Two</TITLE></ITEM></CHANNEL></CHANNEL>
