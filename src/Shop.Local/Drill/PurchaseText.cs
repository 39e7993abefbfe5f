using System.Globalization;
using System.Text.Json;

namespace Shop.Local.Drill;

/// <summary>What of a purchase never changes, in one line: what was acknowledged is compared with what is there.</summary>
internal static class PurchaseText
{
    public static string Of(JsonElement purchase)
    {
        var lines = purchase.GetProperty("items").EnumerateArray().Select(LineOf);
        var total = purchase.GetProperty("total").GetProperty("amount").GetInt64();
        return string.Create(
            CultureInfo.InvariantCulture, $"{string.Join('+', lines)} for {total} at {purchase.GetProperty("createdAt").GetString()}");
    }

    private static string LineOf(JsonElement line) => string.Create(
        CultureInfo.InvariantCulture,
        $"{line.GetProperty("quantity").GetInt32()} × {line.GetProperty("productId").GetString()}");
}
