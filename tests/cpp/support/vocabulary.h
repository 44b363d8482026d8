// A vocabulary small enough to be read.
#pragma once

#include <string_view>

namespace loupe::test {

// thing > animal > dog > {Samoyed, husky}; animal > mouse; plant > Granny Smith; and a second "thing".
constexpr std::string_view kAnimals =
    "n00000001\t0\tthing\tthing\t\n"
    "n00000002\t1\tanimal\tanimal|beast\tn00000001\n"
    "n00000003\t1\tdog\tdog|puppy|canis familiaris\tn00000002\n"
    "n00000004\t1\tSamoyed\tsamoyed\tn00000003\n"
    "n00000005\t1\thusky\thusky\tn00000003\n"
    "n00000006\t1\tmouse\tmouse|mice\tn00000002\n"
    "n00000007\t1\tplant\tplant|flora\t\n"
    "n00000008\t1\tGranny Smith\tgranny smith\tn00000007\n"
    "n00000009\t0\tthing\tthing|plant\t\n";

}  // namespace loupe::test
