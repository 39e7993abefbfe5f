using FluentValidation.Results;
using FsCheck;
using FsCheck.Fluent;
using Shop.Api.Http.Json;

namespace Shop.Api.Tests.Http;

public sealed class JsonPointerTests
{
    [Fact]
    public void Names_come_back_out_of_a_pointer() => Prop.ForAll<NonEmptyArray<NonNull<string>>>(names =>
    {
        var path = names.Get.Aggregate(JsonPointer.Root, (at, name) => JsonPointer.Append(at, name.Get));
        return path.Split('/')[1..].Select(Unescaped).SequenceEqual(names.Get.Select(name => name.Get), StringComparer.Ordinal);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("", "#")]
    [InlineData("Name", "#/name")]
    [InlineData("Price.Amount", "#/price/amount")]
    [InlineData("Items[12].ProductId", "#/items/12/productId")]
    [InlineData("Tags[0]", "#/tags/0")]
    public void The_path_of_a_property_becomes_a_pointer(string path, string expected) =>
        Assert.Equal(expected, JsonPointer.OfFailure(new ValidationFailure(path, "is wrong")));

    // RFC 6901, 4: first the slash, then the tilde.
    private static string Unescaped(string part) =>
        part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
