namespace Shop.Contract.Tests.Input;

/// <summary>Queries that are refused, and those that only look dangerous.</summary>
[Collection(OneShop.Name)]
public sealed class QueryTests(ShopWithPeople people)
{
    [Theory]
    [InlineData("limit=0", "limit min")]
    [InlineData("limit=-1", "limit min")]
    [InlineData("limit=101", "limit max")]
    [InlineData("limit=99999999999999999999", "limit type")]
    [InlineData("limit=abc", "limit type")]
    [InlineData("limit=1.5", "limit type")]
    [InlineData("limit=%2B5", "limit type")]
    [InlineData("limit=05", "limit type")]
    [InlineData("minPrice=-0", "minPrice type")]
    [InlineData("limit=", "limit format")]
    [InlineData("limit", "limit format")]
    [InlineData("limit=5&limit=5", "limit duplicate")]
    [InlineData("Limit=5", "Limit unknown_field")]
    [InlineData("page=2", "page unknown_field")]
    [InlineData("sort=weight", "sort enum")]
    [InlineData("sort=PRICE", "sort enum")]
    [InlineData("includeTotal=yes", "includeTotal type")]
    [InlineData("inStock=1", "inStock type")]
    [InlineData("minPrice=-1", "minPrice min")]
    [InlineData("minPrice=1.5", "minPrice type")]
    [InlineData("minPrice=5&maxPrice=4", "maxPrice min")]
    [InlineData("maxPrice=100000000000", "maxPrice max")]
    [InlineData("currency=eur", "currency enum")]
    [InlineData("category=Tea", "category pattern")]
    [InlineData("tag=a--b", "tag pattern")]
    [InlineData("brand=", "brand format")]
    [InlineData("q=", "q format")]
    [InlineData("q=%20", "q min_length")]
    [InlineData("q=%C3%28", "q format")]
    [InlineData("q=%00", "q format")]
    [InlineData("q=%0a", "q format")]
    [InlineData("ids=1,2", "ids format")]
    [InlineData("limit=0&sort=x&y=1", "limit min, sort enum, y unknown_field")]
    public async Task A_parameter_of_the_list_of_products_is_exact(string query, string at)
    {
        var reply = await people.Shop.GetAsync("/v1/products?" + query);

        Assert.True((reply.Status, reply.Code) == (400, "invalid-parameter"), reply.Text);
        Assert.Equal(at.Split(", ").Order(), reply.Errors.Order());
    }

    [Theory]
    [InlineData("GET", "/v1/products/{product}?verbose=true", "verbose unknown_field")]
    [InlineData("GET", "/v1/users?role=boss", "role enum")]
    [InlineData("GET", "/v1/users?sort=price", "sort enum")]
    [InlineData("GET", "/v1/users?email=ann", "email format")]
    [InlineData("GET", "/v1/purchases?status=open", "status enum")]
    [InlineData("GET", "/v1/purchases?productId=1", "productId format")]
    [InlineData("GET", "/v1/purchases?userId=me", "userId format")]
    [InlineData("GET", "/v1/purchases?createdAfter=yesterday", "createdAfter format")]
    [InlineData("GET", "/v1/purchases?createdBefore=2024-02-30T00:00:00Z", "createdBefore format")]
    [InlineData("GET", "/v1/categories?limit=5", "limit unknown_field")]
    [InlineData("GET", "/v1/products/{product}/stock/movements?sort=at", "sort enum")]
    [InlineData("POST", "/v1/products/{archived}/restore?dryRun=true", "dryRun unknown_field")]
    [InlineData("DELETE", "/v1/products/{product}?force=true", "force unknown_field")]
    public Task A_parameter_that_is_not_the_contract_s_is_refused(string method, string path, string at) =>
        Refusal.HoldsAsync(new Scene(people), "admin", $"{method} {path}", "", 400, "invalid-parameter", at);

    [Theory]
    [InlineData("@name:{*}")]
    [InlineData("*")]
    [InlineData("(((")]
    [InlineData("' OR xyzzy=1 --")]
    [InlineData("\\")]
    [InlineData("%")]
    [InlineData("[a-z]")]
    [InlineData("redis.call('FLUSHALL')")]
    [InlineData("-@name")]
    [InlineData("\"")]
    public async Task A_search_is_plain_text(string text)
    {
        await new Scene(people).FillAsync("{product}");

        var reply = await people.Shop.GetAsync("/v1/products?q=" + Uri.EscapeDataString(text));

        Assert.True(reply.Status == 200, reply.Text);
        Assert.Empty(reply.Json["items"]!.AsArray());
    }
}
