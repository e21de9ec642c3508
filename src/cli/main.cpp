// The dutybound command. Entry: main. One file per command beside it.
int main() { return 0; }
