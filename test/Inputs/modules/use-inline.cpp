import inlines;
void use() {
  visible(3);
  sized<100>();
  Held H;
  H.member();
  Box<int> B;
  B.run();
  outOfLine(1);
}
