"""Put the pages together as one site."""
