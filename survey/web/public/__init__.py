"""What everyone may see: published reports, and who runs this site."""
