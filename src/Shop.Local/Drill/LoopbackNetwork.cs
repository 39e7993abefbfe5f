using System.Globalization;
using System.Security.Cryptography;

namespace Shop.Local.Drill;

/// <summary>A /24 of the loopback network that no other drill is likely to have: one can cut a node off there and hit nobody else.</summary>
internal static class LoopbackNetwork
{
    public static string Any() => string.Create(
        CultureInfo.InvariantCulture, $"127.{RandomNumberGenerator.GetInt32(64, 250)}.{RandomNumberGenerator.GetInt32(1, 250)}");
}
