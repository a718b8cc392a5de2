// A header for "#pragma pack".
#pragma once
struct Packed {
  char A;
  int B;
};
